package dev.liverun.integrations.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {

    @ParameterizedTest
    @CsvSource({
        "https://h/api, /users, https://h/api/users",
        "https://h/api/, users, https://h/api/users",
        "https://h/api, ?page=2, https://h/api?page=2",
        "https://h/api, '', https://h/api",
        "https://h, /a b?q={x}&r=ü, https://h/a%20b?q=%7Bx%7D&r=%C3%BC",
        "https://h, /go?to=http://other/x, https://h/go?to=http://other/x",
        "https://h, http://other/x, http://other/x",
        "https://h, HTTPS://other/x, HTTPS://other/x",
        "https://h, /a%2Fb, https://h/a%2Fb"
    })
    void a_request_is_appended_to_the_base_url(URI base, String url, URI expected) {
        assertThat(Urls.requested(base, url)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://other/x", "//other/x", "file:/etc/passwd", "/a\r\nHost: evil", "http://[bad"})
    void what_is_no_url_to_call_is_refused(String url) {
        assertThat(Urls.requested(URI.create("https://h"), url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/new, https://h:1/new",
        "new, https://h:1/a/new",
        "//other/x, https://other/x",
        "?q, https://h:1/a/?q",
        "http://other/x y, http://other/x%20y"
    })
    void a_redirect_is_resolved(String location, URI expected) {
        assertThat(Urls.redirected(URI.create("https://h:1/a/b"), location)).contains(expected);
    }

    @Test
    void the_default_port_belongs_to_the_origin() {
        assertThat(Urls.sameOrigin(URI.create("https://h/a"), URI.create("https://H:443/b")))
                .isTrue();
        assertThat(Urls.sameOrigin(URI.create("https://h/a"), URI.create("http://h/a")))
                .isFalse();
        assertThat(Urls.sameOrigin(URI.create("https://h/a"), URI.create("https://h:444/a")))
                .isFalse();
    }
}
