package dev.gioconda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at exists. */
class DocumentsTest {

    private static final Path ROOT = Path.of(System.getProperty("gioconda.root"));
    private static final Pattern RELATIVE_LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+Test)`");

    @Test
    void every_relative_link_points_to_a_file() throws IOException {
        assertThat(documents()).isNotEmpty().allSatisfy(document -> assertThat(
                        matches(RELATIVE_LINK, Files.readString(document)))
                .allSatisfy(link ->
                        assertThat(document.resolveSibling(link)).as(link).exists()));
    }

    @Test
    void every_test_named_in_the_invariants_exists() throws IOException {
        Set<String> tests = filesUnder("core", "server", "cli", "bench", "spark")
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(matches(TEST_NAME, Files.readString(ROOT.resolve("docs/invariants.md"))))
                .isNotEmpty()
                .isSubsetOf(tests);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(top, filesUnder("docs"))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static Stream<Path> filesUnder(String... folders) throws IOException {
        Stream<Path> all = Stream.empty();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                all = Stream.concat(all, files.toList().stream());
            }
        }
        return all;
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
