package dev.gioconda.train.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.HintNet;
import dev.gioconda.nn.HintNet.Hint;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class RegressorFitTest {

    @Test
    void a_linear_function_of_the_features_is_found() {
        Hint hint = new Hint("block1_conv1", "teacher", "layer", 2);
        HintNet network = new HintNet(BackboneSpec.parse("vgg19:width=0.0625"), List.of(hint));
        try (PointerScope scope = new PointerScope()) {
            torch.manual_seed(1);
            Tensor pictures = torch.randn(2, 3, 32, 32);
            Tensor features = Objects.requireNonNull(network.trunk()
                    .layerOutputs(pictures, List.of("block1_conv1"))
                    .get("block1_conv1"));
            Tensor target =
                    Ops.plus(Ops.scale(features.narrow(1, 0, 2), 3), 0.5).detach();
            RegressorFit fit = new RegressorFit();
            fit.add(Map.of("block1_conv1", features.detach()), Map.of(hint, target));
            fit.applyTo(network);
            Tensor prediction = Objects.requireNonNull(
                    network.predictions(pictures, output -> output).get(hint));
            double error = Tensors.scalar(prediction.sub(target).square().mean()) / Tensors.scalar(target.var());
            assertThat(error).isLessThan(1e-3);
        }
    }
}
