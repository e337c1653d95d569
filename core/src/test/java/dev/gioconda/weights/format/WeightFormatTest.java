package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats are told by bytes: networks that OpenCV runs, archives, and what is none of them. */
class WeightFormatTest {

    @TempDir
    private Path folder;

    @Test
    void networks_for_opencv_are_told_by_their_bytes() throws IOException {
        assertThat(WeightFormat.of(NetworkFileFixture.onnx(folder.resolve("a.bin"))))
                .isEqualTo(WeightFormat.ONNX);
        assertThat(WeightFormat.of(NetworkFileFixture.tflite(folder.resolve("b.bin"))))
                .isEqualTo(WeightFormat.TFLITE);
        assertThat(WeightFormat.of(Files.write(folder.resolve("c"), new byte[] {0x1f, (byte) 0x8b, 8, 0})))
                .isEqualTo(WeightFormat.TFJS_ARCHIVE);
        assertThat(WeightFormat.ONNX.hasTensors()).isFalse();
        assertThat(WeightFormat.TORCH_ZIP.hasTensors()).isTrue();
    }

    @Test
    void onnx_node_may_name_devices() throws IOException {
        assertThat(WeightFormat.of(NetworkFileFixture.onnxWithNodeField(folder.resolve("a.onnx"), 10)))
                .isEqualTo(WeightFormat.ONNX);
        Path unknown = NetworkFileFixture.onnxWithNodeField(folder.resolve("b.onnx"), 11);
        assertThatThrownBy(() -> WeightFormat.of(unknown)).hasMessageContaining("a node has a field 11");
    }

    @Test
    void networks_for_opencv_are_not_read_as_tensors() throws IOException {
        Path onnx = NetworkFileFixture.onnx(folder.resolve("a.onnx"));
        assertThatThrownBy(() -> WeightFile.open(onnx).close())
                .isInstanceOf(IOException.class)
                .hasMessage("%s is a whole network (ONNX), which is run by OpenCV; it is not read as tensors.", onnx);
        Path tflite = NetworkFileFixture.tflite(folder.resolve("a.tflite"));
        assertThatThrownBy(() -> WeightFile.open(tflite).close()).hasMessageContaining("(TFLITE)");
    }

    @Test
    void every_shortened_network_is_rejected() throws IOException {
        for (Path whole : new Path[] {
            NetworkFileFixture.onnx(folder.resolve("a.onnx")), NetworkFileFixture.tflite(folder.resolve("a.tflite"))
        }) {
            byte[] bytes = Files.readAllBytes(whole);
            for (int length = 0; length < bytes.length; length++) {
                Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> WeightFormat.of(cut))
                        .as("%s cut to %d bytes", whole, length)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(cut.toString());
            }
        }
    }

    @Test
    void bytes_after_an_onnx_model_are_rejected() throws IOException {
        Path onnx = NetworkFileFixture.onnx(folder.resolve("a.onnx"));
        byte[] bytes = Files.readAllBytes(onnx);
        Path longer = Files.write(folder.resolve("b.onnx"), Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> WeightFormat.of(longer))
                .hasMessageContaining(
                        "begins as ONNX but is cut off or damaged: the model has a field 0 of wire type 0");
    }

    @Test
    void random_bytes_are_no_network() throws IOException {
        byte[] bytes = new byte[600];
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            random.nextBytes(bytes);
            bytes[0] = 8; // as ONNX begins
            bytes[1] = 7;
            bytes[2] = 0x12;
            bytes[8] = 0;
            Path file = Files.write(folder.resolve("random"), bytes);
            assertThatThrownBy(() -> WeightFormat.of(file)).hasMessageContaining("begins as ONNX but");
        }
    }

    @Test
    void rejection_of_an_unknown_file_shows_its_bytes() throws IOException {
        Path file = Files.write(folder.resolve("weights.net"), new byte[] {0x4e, 0x36, 0, 0, (byte) 0xf8, 5, 0, 0, 9});
        assertThatThrownBy(() -> WeightFormat.of(file))
                .hasMessageContaining("weights.net (9 bytes, the first are 4e 36 00 00 f8 05 00 00) is none of the");
        assertThatThrownBy(() -> WeightFormat.of(folder)).hasMessageContaining("is a folder");
    }
}
