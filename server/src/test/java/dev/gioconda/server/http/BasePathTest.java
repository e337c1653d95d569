package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eclipse.jetty.http.HttpURI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The path below which a proxy serves the site: what is accepted, and which requests are below it. */
class BasePathTest {

    static List<String> hostile() {
        return List.of(
                "//evil.example",
                "/a//b",
                "/a/../b",
                "/..",
                "/a/.",
                "/a\r\nSet-Cookie: x=1",
                "/a\n",
                "/a\"><script>",
                "/a'",
                "/a b",
                "/a?b",
                "/a#b",
                "/a%2fb",
                "/a;b",
                "/a\\b",
                "/\u00e4",
                "faces",
                "https://evil.example/a",
                "/a/b//",
                "/" + "a".repeat(3000),
                "/a".repeat(1500));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void header_that_is_no_plain_path_is_ignored(String header) {
        assertThat(BasePath.parse(header)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void setting_that_is_no_plain_path_is_rejected(String path) {
        assertThatThrownBy(() -> new ServerSettings.Sites(List.of(), List.of(), path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The base path is \"" + path + "\"; expected a path such as /faces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/faces/", "/v1", "/v1/faces", "/assets", "/openapi.yaml"})
    void setting_that_could_be_a_path_of_the_server_is_rejected(String path) {
        assertThatThrownBy(() -> new ServerSettings.Sites(List.of(), List.of(), path))
                .hasMessageContaining("expected a path such as /faces");
    }

    @ParameterizedTest
    @CsvSource({"/faces, /faces", "/faces/, /faces", "/a/b.c_d-e~1, /a/b.c_d-e~1", "/.well-known, /.well-known", "/, ''"
    })
    void plain_path_is_used_without_its_last_slash(String header, String path) {
        assertThat(BasePath.parse(header)).contains(path);
    }

    @Test
    void setting_may_be_empty_or_have_several_segments() {
        assertThat(new ServerSettings.Sites(List.of(), List.of(), "").basePath())
                .isEmpty();
        assertThat(new ServerSettings.Sites(List.of(), List.of(), "/team/faces").basePath())
                .isEqualTo("/team/faces");
    }

    @ParameterizedTest
    @CsvSource({
        "/faces, /",
        "/faces/, /",
        "/faces?a=1, /?a=1",
        "/faces/v1/styles?a=/b, /v1/styles?a=/b",
        "/faces/faces/paint, /faces/paint",
        "/faces/a%20b, /a%20b",
        "/faces/a|b, /a|b",
        "/paint, /paint",
        "/facesx, /facesx",
        "/x/faces/paint, /x/faces/paint",
        "/FACES/paint, /FACES/paint",
        "/faces/../faces/paint, /faces/../faces/paint"
    })
    void base_path_is_removed_from_requests_below_it(String requested, String routed) {
        assertThat(BasePath.without("/faces", HttpURI.from(requested)).getPathQuery())
                .isEqualTo(routed);
    }
}
