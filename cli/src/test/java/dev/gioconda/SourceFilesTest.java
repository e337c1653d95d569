package dev.gioconda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that can be read from the source files. */
class SourceFilesTest {

    private static final Path ROOT = Path.of(System.getProperty("gioconda.root"));

    @Test
    void no_file_is_over_500_lines() throws IOException {
        assertThat(sources("main", "test")).isNotEmpty().allSatisfy(file -> assertThat(lines(file))
                .isLessThanOrEqualTo(500));
    }

    @Test
    void median_file_is_short() throws IOException {
        long[] lengths = sources("main").stream()
                .mapToLong(SourceFilesTest::lines)
                .sorted()
                .toArray();
        assertThat(lengths[lengths.length / 2])
                .as("median of %d files", lengths.length)
                .isLessThan(120);
    }

    @Test
    void every_package_has_package_info() throws IOException {
        assertThat(sources("main").stream().map(Path::getParent).distinct())
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("@NullMarked")
                        .containsPattern(Pattern.compile("/\\*\\*(\\R \\* .+){2,8}\\R \\*/")));
    }

    @Test
    void no_todo_comments_remain() throws IOException {
        // in two halves, or this file would find itself
        Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
        assertThat(sources("main", "test"))
                .allSatisfy(file -> assertThat(file).content().doesNotContainPattern(later));
    }

    /** The fast tier, {@code mvn test}, has no server, browser, S3 server or child process. */
    @Test
    void tests_with_servers_and_processes_are_tagged_as_integration() throws IOException {
        Pattern external = Pattern.compile(
                "\\b(ServerFixture\\.(with|start)|SiteExtension|S3ServerFixture|ScriptedHttpServer\\(|ChildJvm|\\w+Jvm\\.)");
        Pattern tagged = Pattern.compile("(?m)^@Tag\\(\"(integration|slow)\"\\)");
        assertThat(sources("test"))
                .filteredOn(file -> file.toString().endsWith("Test.java") && !file.endsWith("SourceFilesTest.java"))
                .filteredOn(file -> external.matcher(read(file)).find())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).content().containsPattern(tagged));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(String... kinds) throws IOException {
        Stream.Builder<Path> folders = Stream.builder();
        for (String module : List.of("core", "server", "cli", "bench", "spark")) {
            for (String kind : kinds) {
                folders.add(ROOT.resolve(module).resolve("src").resolve(kind).resolve("java"));
            }
        }
        List<Path> found = new ArrayList<>();
        for (Path folder : folders.build().filter(Files::isDirectory).toList()) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found;
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
