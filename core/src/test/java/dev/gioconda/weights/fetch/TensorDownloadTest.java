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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of a large file only the wanted bytes come over the network. */
@Tag("integration")
@Timeout(60)
class TensorDownloadTest {

    private static final String TAG = "\"one\"";

    @TempDir
    private Path folder;

    private byte[] completeFile = new byte[0];

    @BeforeEach
    void writeUnevenFile() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("features.0.weight", Tensors.of(new float[] {1, 2, 3, 4}, 2, 2));
        tensors.put("features.0.bias", Tensors.of(new float[] {5, 6}, 2));
        tensors.put("pre_logits.fc1.weight", Tensors.of(new float[50_000], 50_000));
        tensors.put("features.2.weight", Tensors.of(new float[] {7}, 1));
        Path file = folder.resolve("whole");
        Safetensors.write(file, tensors, ScalarType.Float, Map.of());
        completeFile = Files.readAllBytes(file);
        Files.delete(file);
    }

    private Path fetch(ScriptedHttpServer server, String prefix) throws IOException {
        WeightHttpClient remote = WeightHttpClient.fromEnvironment(Map.of(), Duration.ofSeconds(2));
        return new TensorDownload(remote, new WeightFolder(folder), step -> {})
                .fetch(
                        List.of(server.uri("/model.safetensors")),
                        "x.features.safetensors",
                        name -> name.startsWith(prefix));
    }

    @Test
    void only_needed_ranges_are_requested_and_merged() throws IOException {
        try (ScriptedHttpServer server =
                new ScriptedHttpServer((request, out) -> ScriptedHttpServer.file(request, out, completeFile, TAG))) {
            Map<String, Tensor> read = Safetensors.read(fetch(server, "features."));
            assertThat(read).containsOnlyKeys("features.0.weight", "features.0.bias", "features.2.weight");
            assertThat(Tensors.floats(Objects.requireNonNull(read.get("features.0.weight"))))
                    .containsExactly(1, 2, 3, 4);
            assertThat(Tensors.floats(Objects.requireNonNull(read.get("features.2.weight"))))
                    .containsExactly(7);
            assertThat(server.requests()).hasSize(5); // size, header length, header, two runs of tensors
            long requestedBytes = server.requests().stream()
                    .map(request -> request.header("range").substring(6).split("-", -1))
                    .mapToLong(range -> Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1)
                    .sum();
            assertThat(requestedBytes).isLessThan(1_000);
            assertThat(completeFile).hasSizeGreaterThan(200_000);
        }
        assertThat(folder)
                .isDirectoryContaining("glob:**.features.safetensors")
                .isDirectoryContaining("glob:**.sha256");
    }

    @Test
    void interrupted_range_is_resumed() throws IOException {
        try (ScriptedHttpServer server = new ScriptedHttpServer(
                (request, out) -> ScriptedHttpServer.file(request, out, completeFile, TAG, 90))) {
            assertThat(Safetensors.read(fetch(server, "features."))).hasSize(3);
        }
        try (ScriptedHttpServer server = new ScriptedHttpServer(
                (request, out) -> ScriptedHttpServer.file(request, out, completeFile, TAG, 10))) {
            assertThatThrownBy(() -> fetch(server, "features.")).hasMessageContaining("was cut off 6 times");
        }
    }

    @Test
    void server_without_ranges_is_rejected() throws IOException {
        try (ScriptedHttpServer server = new ScriptedHttpServer((request, out) -> {
            ScriptedHttpServer.head(out, "200 OK", "Content-Length: " + completeFile.length);
            out.write(completeFile);
        })) {
            assertThatThrownBy(() -> fetch(server, "features."))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "does not support range requests (status 200, expected 206); fetch the whole file");
        }
    }

    @Test
    void file_changed_during_download_is_rejected() throws IOException {
        int[] calls = {0};
        try (ScriptedHttpServer server = new ScriptedHttpServer((request, out) ->
                ScriptedHttpServer.file(request, out, completeFile, calls[0]++ < 3 ? TAG : "\"two\""))) {
            assertThatThrownBy(() -> fetch(server, "features.")).hasMessageContaining("changed while it was read");
        }
        assertThat(folder.resolve("x.features.safetensors")).doesNotExist();
    }

    @Test
    void wrong_header_or_size_is_rejected() throws IOException {
        byte[] falseHeader = completeFile.clone();
        falseHeader[7] = 0x7f;
        try (ScriptedHttpServer server =
                new ScriptedHttpServer((request, out) -> ScriptedHttpServer.file(request, out, falseHeader, TAG))) {
            assertThatThrownBy(() -> fetch(server, "features.")).hasMessageContaining("state a header of");
        }
        try (ScriptedHttpServer server =
                new ScriptedHttpServer((request, out) -> ScriptedHttpServer.file(request, out, completeFile, TAG))) {
            assertThatThrownBy(() -> fetch(server, "layers.")).hasMessageContaining("none of the wanted tensors");
        }
    }
}
