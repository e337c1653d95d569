package dev.gioconda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the definitions of the container images have in common. */
class ContainerImagesTest {

    private static final Path ROOT = Path.of(System.getProperty("gioconda.root"));
    private static final Pattern NATIVE_CACHE = Pattern.compile("-Dorg\\.bytedeco\\.javacpp\\.cachedir=([^\"<\\s]+)");

    @Test
    void native_libraries_are_unpacked_outside_the_data_volume() throws IOException {
        for (String definition : List.of("deploy/Dockerfile", "cli/pom.xml")) {
            List<String> caches = NATIVE_CACHE
                    .matcher(read(definition))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
            assertThat(caches).as(definition).contains("/cache/native").noneMatch(cache -> cache.startsWith("/data"));
        }
    }

    @Test
    void cache_is_a_writable_volume_everywhere() throws IOException {
        assertThat(read("deploy/Dockerfile")).contains("\nVOLUME /data /cache\n");
        assertThat(read("cli/pom.xml")).contains("<volume>/data</volume><volume>/cache</volume>");
        assertThat(read("deploy/kubernetes.yaml")).contains("mountPath: /cache}", "{name: cache, emptyDir:");
        assertThat(read("deploy/ecs-task.json")).contains("\"containerPath\": \"/cache\"", "{\"name\": \"cache\"}");
        assertThat(read("deploy/compose.yaml")).contains("\"data:/data\", /cache]");
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
