package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class BatchNormFoldingTest {

    @Test
    void vgg_with_folded_batch_norms_gives_equal_features() {
        torch.manual_seed(3);
        Backbone normed = Vgg.build(19, 0.125, Pooling.AVERAGE, true, 0);
        Backbone plain = Vgg.build(19, 0.125, Pooling.AVERAGE, false, 0);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            normed.state().forEach((name, tensor) -> {
                if (name.startsWith("norms.") && !name.endsWith("running_var")) {
                    tensor.add_(Ops.scale(torch.randn(tensor.shape()), 0.2));
                } else if (name.startsWith("norms.")) {
                    tensor.mul_(Ops.plus(torch.rand(tensor.shape()), 0.5));
                }
            });
            Map<String, Tensor> folded = BatchNormFolding.fold(normed.state());
            assertThat(folded.keySet()).isEqualTo(plain.state().keySet());
            plain.load(folded);
            normed.eval();
            plain.eval();
            Tensor x = torch.randn(2, 3, 64, 64);
            float[] expected = Tensors.floats(normed.features(x));
            float[] found = Tensors.floats(plain.features(x));
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], Offset.offset(1e-4f * Math.max(1, Math.abs(expected[i]))));
            }
        }
    }
}
