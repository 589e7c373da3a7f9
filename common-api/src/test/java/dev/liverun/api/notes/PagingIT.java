package dev.liverun.api.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PagingIT {

    private static final Pattern NEXT = Pattern.compile("<(/api/v1/notes\\?[^>]+)>; rel=\"next\"");

    @Test
    void followingTheLinkVisitsEveryItemOnceNewestFirst() {
        var created = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            created.add(0, Notes.given().substring("/api/v1/notes/".length()));
        }
        var seen = new ArrayList<String>();
        var address = "/api/v1/notes?limit=2&status=OPEN";
        while (address != null && seen.size() < 5) {
            var page = Tokens.as(Roles.VIEWER).urlEncodingEnabled(false).get(address);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            seen.addAll(page.jsonPath().getList("items.id"));
            var link = NEXT.matcher(String.valueOf(page.header("Link")));
            address = link.matches() ? link.group(1) : null;
            if (address != null) {
                assertThat(address)
                        .contains("limit=2", "status=OPEN", page.jsonPath().getString("next_cursor"));
            }
        }
        assertThat(seen.subList(0, 5)).isEqualTo(created);
    }

    @Test
    void theLastPageHasNoNext() {
        Notes.given();
        String cursor = null;
        for (int pages = 0; pages < 1000; pages++) {
            var request = Tokens.as(Roles.VIEWER).queryParam("limit", 200);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(Notes.PATH);
            cursor = page.jsonPath().getString("next_cursor");
            if (cursor == null) {
                assertThat(page.header("Link")).isNull();
                assertThat(page.asString()).contains("\"next_cursor\":null");
                return;
            }
        }
        throw new AssertionError("pages never end");
    }
}
