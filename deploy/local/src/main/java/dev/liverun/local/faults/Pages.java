package dev.liverun.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.local.client.ApiClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Walks a list to its end. */
final class Pages {

    private Pages() {}

    static int count(ApiClient client, String list, Predicate<JsonNode> wanted) {
        var count = new int[1];
        walk(client, list, item -> {
            if (wanted.test(item)) {
                count[0]++;
            }
        });
        return count[0];
    }

    /** How many different non-empty keys there are. */
    static int distinct(ApiClient client, String list, Function<JsonNode, String> key) {
        var keys = new HashSet<String>();
        walk(client, list, item -> {
            var found = key.apply(item);
            if (!found.isEmpty()) {
                keys.add(found);
            }
        });
        return keys.size();
    }

    private static void walk(ApiClient client, String list, Consumer<JsonNode> visitor) {
        var next = list + (list.contains("?") ? "&" : "?") + "limit=200";
        var first = next;
        while (true) {
            var page = client.get(next);
            page.path("items").forEach(visitor);
            var cursor = page.path("next_cursor").asText("");
            if (cursor.isEmpty() || cursor.equals("null")) {
                return;
            }
            next = first + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        }
    }
}
