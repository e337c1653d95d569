package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts for clients name a path of the server only with the base path before it. */
class ErrorTextsTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** A string with a path that does not begin it, and is not built from the base path. */
    private static final Pattern BARE_PATH = Pattern.compile(
            "\"[^\"\\n]*[ (]/(openapi\\.yaml|v1|v2|paint|instant|gallery|models|retrain|review|login|metrics)\\b[^\"\\n]*\"");

    @Test
    void paths_within_texts_start_with_the_base_path() throws IOException {
        assertThat(bare("throw badRequest(\"Wrong. See /openapi.yaml.\")")).hasSize(1);
        assertThat(bare("routes.get(\"/v1/models\", this::list), \"See {base}/openapi.yaml.\""))
                .isEmpty();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertThat(bare(Files.readString(file))).as(file.toString()).isEmpty();
            }
        }
    }

    private static List<String> bare(String source) {
        return BARE_PATH.matcher(source).results().map(MatchResult::group).toList();
    }
}
