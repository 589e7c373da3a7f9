package dev.liverun.runner.drafts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads curl commands, as browsers copy them and people write them: each becomes a step. */
final class CurlReader {

    private static final Set<String> WITHOUT_VALUE = Set.of(
            "-s",
            "-S",
            "-i",
            "-v",
            "-k",
            "-L",
            "-f",
            "-g",
            "-n",
            "-N",
            "-O",
            "-sS",
            "-fsSL",
            "--silent",
            "--show-error",
            "--include",
            "--verbose",
            "--insecure",
            "--location",
            "--fail",
            "--compressed",
            "--http1.1",
            "--http2",
            "--globoff",
            "--no-buffer");
    private static final Set<String> IGNORED_WITH_VALUE = Set.of(
            "-o",
            "--output",
            "-w",
            "--write-out",
            "-m",
            "--max-time",
            "--connect-timeout",
            "--retry",
            "-c",
            "--cookie-jar",
            "--cacert",
            "--cert",
            "--key",
            "-x",
            "--proxy",
            "-e",
            "--referer",
            "-A",
            "--user-agent");

    private CurlReader() {}

    /** @throws IllegalArgumentException says for people what is wrong */
    static List<Draft.Written> read(String name, String text) {
        Draft draft = new Draft(name, null, "From curl.");
        for (List<String> words : commands(text)) {
            if (!words.isEmpty() && words.get(0).matches("(.*/)?curl(\\.exe)?")) {
                add(words, draft);
            }
        }
        if (draft.isEmpty()) {
            throw new IllegalArgumentException("there is no curl command in it");
        }
        return List.of(draft.write());
    }

    private static void add(List<String> words, Draft draft) {
        String method = null;
        String address = null;
        boolean get = false;
        List<String> data = new ArrayList<>();
        List<Map<String, @Nullable Object>> parts = new ArrayList<>();
        List<String[]> headers = new ArrayList<>();
        boolean json = false;
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            if (equals > 0) {
                value = word.substring(equals + 1);
                word = word.substring(0, equals);
                i--;
            } else if (word.matches("-[XHdFubA].+")) {
                value = word.substring(2);
                word = word.substring(0, 2);
                i--;
            }
            switch (word) {
                case "-X", "--request" -> method = value;
                case "--url" -> address = value;
                case "-H", "--header" -> headers.add(value.split(":\\s*", 2));
                case "-d", "--data", "--data-raw", "--data-binary", "--data-ascii" -> data.add(value);
                case "--data-urlencode" -> data.add(value);
                case "--json" -> {
                    data.add(value);
                    json = true;
                }
                case "-F", "--form" -> parts.add(part(value, draft));
                case "-u", "--user", "-b", "--cookie", "--oauth2-bearer" ->
                    headers.add(new String[] {"Authorization", ""});
                case "-G", "--get" -> {
                    get = true;
                    continue;
                }
                case "-I", "--head" -> {
                    method = "HEAD";
                    continue;
                }
                default -> {
                    if (IGNORED_WITH_VALUE.contains(word)) {
                        i++;
                    } else if (!WITHOUT_VALUE.contains(word)) {
                        if (word.startsWith("-")) {
                            draft.note("The option " + word + " was left out.");
                        } else if (address == null) {
                            address = word;
                        }
                    }
                    continue;
                }
            }
            i++;
        }
        if (address == null) {
            throw new IllegalArgumentException("a curl command has no address");
        }
        String used = method != null ? method : data.isEmpty() && parts.isEmpty() || get ? "GET" : "POST";
        DraftStep step = DraftStep.of(used, Draft.literal(withScheme(address)), draft);
        String contentType = json ? "application/json" : data.isEmpty() ? null : "application/x-www-form-urlencoded";
        for (String[] header : headers) {
            if (header.length == 2) {
                step.header(header[0], Draft.literal(header[1]), draft);
                contentType = header[0].equalsIgnoreCase("Content-Type") ? header[1] : contentType;
            }
        }
        String body = Draft.literal(String.join("&", data));
        if (get) {
            for (String pair : body.split("&")) {
                String[] one = pair.split("=", 2);
                step.query(one[0], one.length == 1 ? "" : one[1]);
            }
        } else if (!parts.isEmpty()) {
            step.multipart(parts);
        } else if (!data.isEmpty()) {
            step.body(body, contentType);
        }
        draft.add(used + " " + address.replaceFirst("^https?://[^/]+", "").replaceFirst("[?#].*$", ""), step);
    }

    private static Map<String, @Nullable Object> part(String value, Draft draft) {
        String[] pair = value.split("=", 2);
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("name", Draft.literal(pair[0]));
        String content = pair.length == 1 ? "" : pair[1];
        if (content.startsWith("@")) {
            draft.note("The content of the file " + content.substring(1) + " has to be put in.");
            part.put("content", "");
            part.put("filename", Draft.literal(content.substring(1).replaceFirst(";.*$", "")));
        } else {
            part.put("content", Draft.literal(content));
        }
        return part;
    }

    private static String withScheme(String address) {
        return address.matches("https?://.*") ? address : "http://" + address;
    }

    /** Words as a POSIX shell splits them; a command ends with its line. Nothing is expanded. */
    private static List<List<String>> commands(String text) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escapes = c == '\\' && quote != '\'' && i + 1 < text.length();
            if (escapes) {
                char next = text.charAt(++i);
                if (next == '\n' || next == '\r') {
                    continue;
                }
                word = word == null ? new StringBuilder() : word;
                if (quote == '"' && "\"\\$`".indexOf(next) < 0) {
                    word.append(c);
                }
                word.append(next);
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word = (word == null ? new StringBuilder() : word).append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                word = word == null ? new StringBuilder() : word;
            } else if (Character.isWhitespace(c) || c == ';') {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                if (c == '\n' || c == ';') {
                    commands.add(words);
                    words = new ArrayList<>();
                }
            } else {
                word = (word == null ? new StringBuilder() : word).append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (word != null) {
            words.add(word.toString());
        }
        commands.add(words);
        return commands;
    }
}
