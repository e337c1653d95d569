package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.server.ServerFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document describes exactly the routes of the server. */
@Tag("integration")
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    @TempDir
    private Path folder;

    @Test
    void routes_and_document_agree() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String document = new String(server.get("/openapi.yaml").body(), StandardCharsets.UTF_8);
            assertThat(documented(document)).containsExactlyInAnyOrderElementsOf(server.server.routes());
        }
    }

    @Test
    void every_reference_resolves() throws IOException {
        try (var in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            String document = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> root = new Yaml().load(document);
            Matcher references = Pattern.compile("\"#/([^\"]+)\"").matcher(document);
            int found = 0;
            while (references.find()) {
                Object at = root;
                for (String step : references.group(1).split("/", -1)) {
                    at = Objects.requireNonNull((Map<?, ?>) at).get(step);
                    assertThat(at).as(references.group(1)).isNotNull();
                }
                found++;
            }
            assertThat(found).isGreaterThan(50);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> documented(String document) {
        Map<String, Object> root = new Yaml().load(document);
        assertThat(root.get("openapi")).isEqualTo("3.1.0");
        List<String> all = new ArrayList<>();
        Objects.requireNonNull((Map<String, Map<String, Object>>) root.get("paths"))
                .forEach((path, operations) -> operations.keySet().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return all;
    }
}
