package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.server.paint.UploadFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Coverage-guided fuzzing of the parsers with Jazzer. */
@Tag("integration")
class FuzzTest {

    private static final int SECONDS = 10;
    private static final int SLOW_SECONDS = 300;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> parsers_survive_fuzzing_for_seconds() {
        return tests(SECONDS);
    }

    @TestFactory
    @Tag("slow")
    Stream<DynamicTest> parsers_survive_fuzzing_for_minutes() {
        return tests(SLOW_SECONDS);
    }

    private Stream<DynamicTest> tests(int seconds) {
        return new TreeMap<>(seeds())
                .entrySet().stream()
                        .map(parser -> DynamicTest.dynamicTest(
                                parser.getKey(), () -> fuzz(parser.getKey(), parser.getValue(), seconds)));
    }

    private static Map<String, List<byte[]>> seeds() {
        return Map.of(
                "picture", pictures(),
                "order",
                        List.of(
                                ascii(
                                        "{\"content\":\"00000000000000000000000000000000\",\"style\":\"gallery:red-dunes\",\"preset\":\"quick\",\"size\":64}")),
                "word", List.of(ascii("{\"answer\":\"00000000000000000000000000000000\",\"said\":\"right\"}")),
                "inference",
                        List.of(
                                ascii(
                                        "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"AA==\"]}]}")),
                "receipt", List.of(ascii("20261126-021757-430824320d92fda2.a997a47870617f4dd0d0598b33bef61e")),
                "id", List.of(ascii("00000000000000000000000000000000")),
                "provenance", List.of(ascii("{\"format\":1,\"program\":\"x\",\"styles\":[]}")));
    }

    private static List<byte[]> pictures() {
        try {
            return List.of(
                    UploadFixture.encodedFile(16, 16, "jpg"),
                    UploadFixture.withGps(UploadFixture.encodedFile(16, 16, "jpg")),
                    UploadFixture.grayImage(16, 16),
                    UploadFixture.pngWithFalseHeader(20, 20),
                    UploadFixture.encodedFile(8, 8, "gif"));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void fuzz(String parser, List<byte[]> seeds, int seconds) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve(parser + seconds));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed" + i), seeds.get(i));
        }
        Path log = folder.resolve(parser + seconds + ".log");
        Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzTargets.class.getName(),
                        "--target_args=" + parser,
                        "--instrumentation_includes=dev.gioconda.image.**:dev.gioconda.server.**:dev.gioconda.feedback.**",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-max_total_time=" + seconds,
                        "-max_len=60000",
                        "-rss_limit_mb=0",
                        corpus.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = jazzer.waitFor();
        String output = Files.readString(log, StandardCharsets.ISO_8859_1);
        Matcher runs = Pattern.compile("Done (\\d+) runs in (\\d+) second").matcher(output);
        assertThat(runs.find()).as(output).isTrue();
        System.out.printf("| %s | %s inputs in %s s | no surprise |%n", parser, runs.group(1), runs.group(2));
        assertThat(exit).as(output).isZero();
        assertThat(Long.parseLong(runs.group(1))).isGreaterThan(100);
    }
}
