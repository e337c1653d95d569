package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.golden.GoldenFiles;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch and h5py wrote; {@code README.md} beside them holds the scripts. */
public class GoldenWeightsTest {

    public static Path golden(String name) {
        return GoldenFiles.resource(GoldenWeightsTest.class, name);
    }

    private static float[] ramp(int from, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (from + i) * 0.5f - 3;
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "stream.pth"})
    void both_torch_save_formats_are_read_exactly(String name) throws IOException, URISyntaxException {
        try (WeightFile file = WeightFile.open(golden(name))) {
            assertThat(file.shapes().keySet())
                    .containsExactly(
                            "conv.weight",
                            "conv.bias",
                            "norm.weight",
                            "norm.bias",
                            "norm.running_mean",
                            "norm.running_var",
                            "norm.num_batches_tracked",
                            "transposed",
                            "window",
                            "half",
                            "bfloat16",
                            "double",
                            "parameter",
                            "empty");
            assertValues(file, "conv.weight", ramp(0, 54), 3, 2, 3, 3);
            assertValues(file, "norm.weight", new float[] {-2, -1.5f, -1}, 3);
            assertValues(file, "norm.running_var", new float[] {6, 6.5f, 7}, 3);
            assertValues(file, "norm.num_batches_tracked", new float[] {0});
            float[] transposed = new float[24];
            for (int row = 0; row < 6; row++) {
                for (int column = 0; column < 4; column++) {
                    transposed[row * 4 + column] = (column * 6 + row) * 0.5f - 3;
                }
            }
            assertValues(file, "transposed", transposed, 6, 4);
            assertValues(file, "window", new float[] {1, 1.5f, 2, 4, 4.5f, 5}, 2, 3);
            assertValues(file, "half", ramp(0, 5), 5);
            assertValues(file, "bfloat16", ramp(0, 5), 5);
            assertValues(file, "double", ramp(0, 5), 5);
            assertValues(file, "parameter", ramp(0, 4), 2, 2);
            assertValues(file, "empty", new float[0], 0, 4);
            assertThat(file.read("half").scalar_type().intern()).isEqualTo(ScalarType.Half);
            assertThat(file.read("norm.num_batches_tracked").scalar_type().intern())
                    .isEqualTo(ScalarType.Long);
        }
    }

    @Test
    void h5py_file_is_read_in_layer_order() throws IOException, URISyntaxException {
        try (KerasH5 file = KerasH5.open(golden("keras.h5"))) {
            assertThat(file.layers().keySet()).containsExactly("input_1", "conv1/conv", "fc1000");
            assertThat(file.layers().get("input_1")).isEmpty();
            assertThat(file.layers().get("fc1000")).containsExactly("fc1000/kernel:0", "fc1000/bias:0");
            assertValues(file, "conv1/conv/kernel:0", ramp(0, 72), 3, 3, 2, 4);
            assertValues(file, "fc1000/bias:0", ramp(0, 5), 5);
        }
        Map<String, Tensor> weights = OfficialWeights.read(golden("keras.h5"), "densenet121", name -> true);
        assertThat(weights.keySet()).containsExactly("features.conv0.weight", "classifier.weight", "classifier.bias");
        Tensor kernel = Objects.requireNonNull(weights.get("features.conv0.weight")); // [out, in, rows, columns]
        assertThat(kernel.shape()).containsExactly(4, 2, 3, 3);
        float[] values = Tensors.floats(kernel);
        for (int out = 0; out < 4; out++) {
            for (int in = 0; in < 2; in++) {
                for (int row = 0; row < 3; row++) {
                    for (int column = 0; column < 3; column++) {
                        int keras = ((row * 3 + column) * 2 + in) * 4 + out;
                        assertThat(values[((out * 2 + in) * 3 + row) * 3 + column])
                                .isEqualTo(keras * 0.5f - 3);
                    }
                }
            }
        }
        Tensor dense = Objects.requireNonNull(weights.get("classifier.weight"));
        assertThat(dense.shape()).containsExactly(5, 4);
        assertThat(Tensors.floats(dense)).startsWith(-3f, -0.5f, 2f, 4.5f, -2.5f);
    }

    private static void assertValues(WeightFile file, String name, float[] values, long... shape) throws IOException {
        Tensor tensor = file.read(name);
        assertThat(tensor.shape()).as(name).isEqualTo(shape);
        assertThat(Tensors.floats(tensor)).as(name).isEqualTo(values);
    }
}
