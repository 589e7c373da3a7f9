package dev.liverun.sandbox.github;

import dev.liverun.sandbox.http.Reply;
import io.vertx.core.buffer.Buffer;

/** What a person sees who follows a link to an issue. */
final class IssuePage {

    private IssuePage() {}

    static Reply of(Repo repo, Issue issue) {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escape(issue.title))
                .append("</title><style>body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}")
                .append("pre{white-space:pre-wrap;background:#f6f8fa;padding:1rem}</style></head><body><p>")
                .append(escape(repo.fullName()))
                .append(" (sandbox)</p><h1>")
                .append(escape(issue.title))
                .append(" #")
                .append(issue.number)
                .append("</h1><p><strong>")
                .append(issue.open ? "Open" : "Closed")
                .append("</strong> by ")
                .append(escape(issue.author))
                .append(" on ")
                .append(issue.createdAt)
                .append(issue.labels.isEmpty() ? "" : ". Labels: " + escape(String.join(", ", issue.labels)))
                .append("</p><pre>")
                .append(escape(issue.body == null ? "" : issue.body))
                .append("</pre>");
        for (Comment comment : repo.commentsOn(issue)) {
            page.append("<h2>")
                    .append(escape(comment.author()))
                    .append(" on ")
                    .append(comment.createdAt())
                    .append("</h2><pre id=\"issuecomment-")
                    .append(comment.id())
                    .append("\">")
                    .append(escape(comment.body()))
                    .append("</pre>");
        }
        page.append("</body></html>");
        return Reply.of(200, "text/html; charset=utf-8", Buffer.buffer(page.toString()))
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
