package dev.gioconda.weights.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of a large file only the wanted bytes come over the network. */
@Timeout(60)
class TensorDownloadTest {

    private static final String TAG = "\"one\"";

    @TempDir
    private Path folder;

    private byte[] whole = new byte[0];

    @BeforeEach
    void aFileAsLopsidedAsVgg() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("features.0.weight", Tensors.of(new float[] {1, 2, 3, 4}, 2, 2));
        tensors.put("features.0.bias", Tensors.of(new float[] {5, 6}, 2));
        tensors.put("pre_logits.fc1.weight", Tensors.of(new float[50_000], 50_000));
        tensors.put("features.2.weight", Tensors.of(new float[] {7}, 1));
        Path file = folder.resolve("whole");
        Safetensors.write(file, tensors, ScalarType.Float, Map.of());
        whole = Files.readAllBytes(file);
        Files.delete(file);
    }

    private Path fetch(LocalServer server, String prefix) throws IOException {
        Remote remote = Remote.through(Map.of(), Duration.ofSeconds(2));
        return new TensorDownload(remote, new WeightFolder(folder), step -> {})
                .fetch(
                        List.of(server.at("/model.safetensors")),
                        "x.features.safetensors",
                        name -> name.startsWith(prefix));
    }

    @Test
    void only_the_wanted_ranges_are_asked_for_and_neighbours_at_once() throws IOException {
        try (LocalServer server = new LocalServer((request, out) -> LocalServer.file(request, out, whole, TAG))) {
            Map<String, Tensor> read = Safetensors.read(fetch(server, "features."));
            assertThat(read).containsOnlyKeys("features.0.weight", "features.0.bias", "features.2.weight");
            assertThat(Tensors.floats(Objects.requireNonNull(read.get("features.0.weight"))))
                    .containsExactly(1, 2, 3, 4);
            assertThat(Tensors.floats(Objects.requireNonNull(read.get("features.2.weight"))))
                    .containsExactly(7);
            assertThat(server.requests()).hasSize(5); // size, header length, header, two runs of tensors
            long asked = server.requests().stream()
                    .map(request -> request.header("range").substring(6).split("-", -1))
                    .mapToLong(range -> Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1)
                    .sum();
            assertThat(asked).isLessThan(1_000);
            assertThat(whole).hasSizeGreaterThan(200_000);
        }
        assertThat(folder)
                .isDirectoryContaining("glob:**.features.safetensors")
                .isDirectoryContaining("glob:**.sha256");
    }

    @Test
    void cuts_are_mended() throws IOException {
        try (LocalServer server = new LocalServer((request, out) -> LocalServer.file(request, out, whole, TAG, 90))) {
            assertThat(Safetensors.read(fetch(server, "features."))).hasSize(3);
        }
        try (LocalServer server = new LocalServer((request, out) -> LocalServer.file(request, out, whole, TAG, 10))) {
            assertThatThrownBy(() -> fetch(server, "features.")).hasMessageContaining("was cut off 6 times");
        }
    }

    @Test
    void a_server_without_ranges_is_refused_with_advice() throws IOException {
        try (LocalServer server = new LocalServer((request, out) -> {
            LocalServer.head(out, "200 OK", "Content-Length: " + whole.length);
            out.write(whole);
        })) {
            assertThatThrownBy(() -> fetch(server, "features."))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("gives no parts of files (status 200, expected 206); fetch the whole file");
        }
    }

    @Test
    void a_file_that_changes_meanwhile_is_refused() throws IOException {
        int[] calls = {0};
        try (LocalServer server = new LocalServer(
                (request, out) -> LocalServer.file(request, out, whole, calls[0]++ < 3 ? TAG : "\"two\""))) {
            assertThatThrownBy(() -> fetch(server, "features.")).hasMessageContaining("changed while it was read");
        }
        assertThat(folder.resolve("x.features.safetensors")).doesNotExist();
    }

    @Test
    void lies_about_header_and_size_are_refused() throws IOException {
        byte[] lie = whole.clone();
        lie[7] = 0x7f;
        try (LocalServer server = new LocalServer((request, out) -> LocalServer.file(request, out, lie, TAG))) {
            assertThatThrownBy(() -> fetch(server, "features.")).hasMessageContaining("announce a header of");
        }
        try (LocalServer server = new LocalServer((request, out) -> LocalServer.file(request, out, whole, TAG))) {
            assertThatThrownBy(() -> fetch(server, "layers.")).hasMessageContaining("none of the wanted tensors");
        }
    }
}
