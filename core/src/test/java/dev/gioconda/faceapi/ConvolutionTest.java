package dev.gioconda.faceapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TensorFlow's padding, in numbers that were computed by hand. */
class ConvolutionTest {

    private final PointerScope scope = new PointerScope();

    @AfterEach
    void close() {
        scope.close();
    }

    /** The values 1, 2, 3 … of a map with one channel. // [1, 1, h, w] */
    private static Tensor ramp(int height, int width) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        return Tensors.of(values, 1, 1, height, width);
    }

    private static Tensor ones(long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, 1);
        return Tensors.of(values, shape);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 3, 2, 0, 1",
        "5, 3, 2, 1, 1",
        "112, 3, 2, 0, 1",
        "6, 3, 1, 1, 1",
        "13, 2, 1, 0, 1",
        "207, 2, 2, 0, 1",
        "208, 2, 2, 0, 0",
        "28, 1, 2, 0, 0",
        "7, 5, 3, 2, 2"
    })
    void same_padding_is_tensorflows(int size, int kernel, int stride, int before, int after) {
        SamePadding padding = SamePadding.of(ramp(size, size), kernel, stride);
        assertThat(padding).isEqualTo(new SamePadding(before, after, before, after));
    }

    @Test
    void padding_of_stride_two_is_after_the_last_row() {
        Convolution convolution = new Convolution(ones(1, 1, 3, 3), null, 3, 2, 1, true);
        Tensor y = convolution.apply(ramp(4, 4));
        // 1 + 2 + 3 + 5 + 6 + 7 + 9 + 10 + 11; 3 + 4 + 7 + 8 + 11 + 12; 9 + 10 + 11 + 13 + 14 + 15; 11 + 12 + 15 + 16
        assertThat(Tensors.floats(y)).containsExactly(54, 45, 72, 54);
        assertThat(y.shape()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void padding_of_stride_one_keeps_the_size() {
        Convolution convolution = new Convolution(ones(1, 1, 3, 3), ones(1), 3, 1, 1, true);
        assertThat(Tensors.floats(convolution.apply(ramp(2, 3)))).containsExactly(13, 22, 17, 13, 22, 17);
    }

    @Test
    void unpadded_convolution_reads_whole_windows_only() {
        Convolution convolution = new Convolution(ones(1, 1, 3, 3), null, 3, 1, 1, false);
        assertThat(Tensors.floats(convolution.apply(ramp(3, 4)))).containsExactly(54, 63);
    }

    @Test
    void depthwise_convolution_keeps_channels_apart() {
        Tensor filters = Tensors.of(new float[] {1, 10}, 2, 1, 1, 1);
        Convolution convolution = new Convolution(filters, null, 1, 1, 2, true);
        assertThat(Tensors.floats(convolution.apply(Tensors.of(new float[] {3, 4}, 1, 2, 1, 1))))
                .containsExactly(3, 40);
    }

    @Test
    void max_pooling_ignores_its_padding() {
        Tensor negative = Tensors.of(new float[] {-1, -2, -3, -4, -5, -6, -7, -8, -9}, 1, 1, 3, 3);
        assertThat(Tensors.floats(SamePadding.maxPool(negative, 2, 2))).containsExactly(-1, -3, -7, -9);
        assertThat(Tensors.floats(SamePadding.maxPool(negative, 2, 1)))
                .containsExactly(-1, -2, -3, -4, -5, -6, -7, -8, -9);
        assertThat(Tensors.floats(SamePadding.unpaddedMaxPool(negative, 2, 1))).containsExactly(-1, -2, -4, -5);
    }

    @Test
    void dense_block_reads_the_sum_of_all_outputs_before() {
        DenseBlock block = new DenseBlock(x -> x, List.of(x -> x.add(x), x -> x.sub(x), x -> x.neg()));
        // o1 = 3, o2 = 2 * 3, o3 = 0, o4 = -(3 + 6 + 0); a negative first output is rectified
        assertThat(Tensors.floats(block.apply(Tensors.of(new float[] {3, -2}, 2))))
                .containsExactly(0, 0);
        DenseBlock two = new DenseBlock(x -> x, List.of(x -> x.add(x), x -> x.add(x)));
        assertThat(Tensors.floats(two.apply(Tensors.of(new float[] {3, -2}, 2))))
                .containsExactly(27, 0);
    }
}
