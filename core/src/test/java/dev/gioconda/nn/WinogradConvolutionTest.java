package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparison with libtorch's own convolution and its gradient in float64. */
@ExtendWith(SingleThreadExtension.class)
class WinogradConvolutionTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3, 5, 8, 8",
        "1, 16, 24, 12, 16",
        "2, 16, 24, 9, 17",
        "1, 7, 2, 1, 1",
        "3, 4, 4, 5, 2",
        "1, 8, 8, 3, 3",
        "2, 8, 8, 33, 43",
        "1, 256, 128, 32, 35"
    })
    void convolution_and_its_adjoint_match_autograd(int n, int in, int out, int height, int width) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(n, in, out, height, width)) {
            Tensor x = Tensors.symmetric(generator, n, in, height, width).contiguous(MemoryFormat.ChannelsLast);
            Tensor weight = Ops.scale(Tensors.symmetric(generator, out, in, 3, 3), Math.sqrt(2.0 / 9 / in));
            Tensor bias = Tensors.symmetric(generator, out);
            Tensor outputGradient =
                    Tensors.symmetric(generator, n, out, height, width).contiguous(MemoryFormat.ChannelsLast);

            Tensor exact = x.to(ScalarType.Double).requires_grad_(true);
            Tensor y = torch.conv2d(
                    exact,
                    weight.to(ScalarType.Double),
                    new TensorOptional(bias.to(ScalarType.Double)),
                    new long[] {1, 1},
                    new long[] {1, 1},
                    new long[] {1, 1},
                    1);
            y.mul(outputGradient).sum().backward();

            WinogradConvolution convolution;
            try (PointerScope inner = new PointerScope()) {
                convolution = WinogradConvolution.of(weight, bias); // it outlives the scope in which it is created
            }
            Tensor found = convolution.apply(x);
            assertThat(found.is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
            assertThat(error(found, y)).isLessThan(1e-5);
            assertThat(error(WinogradConvolution.of(weight, null).apply(x), y.sub(bias.view(1, -1, 1, 1))))
                    .isLessThan(1e-5);
            assertThat(error(WinogradConvolution.adjoint(weight).apply(outputGradient), exact.grad()))
                    .isLessThan(1e-5);
        }
    }

    private static double error(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        return Tensors.scalar(
                actual.sub(expected).abs().max().div(expected.abs().max()));
    }
}
