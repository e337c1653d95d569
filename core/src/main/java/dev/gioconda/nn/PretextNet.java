package dev.gioconda.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * The network for pretraining a backbone: a VGG19 with batch normalization, global average pooling and one linear layer
 * whose outputs are divided among several tasks.
 */
public final class PretextNet extends Network {

    private final Backbone trunk;
    private final DropoutImpl dropout = register_module("dropout", new DropoutImpl(0.2));
    private final LinearImpl head;

    /** @param outputs the total number of outputs of all tasks */
    public PretextNet(double width, Pooling pooling, int outputs) {
        trunk = register_module("trunk", Vgg.build(19, width, pooling, true, 0));
        head = register_module("head", new LinearImpl(trunk.channels(), outputs));
    }

    @Override
    public Tensor forward(Tensor pictures) {
        Tensor x = trunk.features(pictures).mean(2, 3); // [n, c]
        return head.forward(dropout.forward(x)); // [n, outputs]
    }

    /** The weights of the plain VGG19 that computes the same features. */
    public Map<String, Tensor> backboneWeights() {
        return backboneWeights(state());
    }

    /** The weights of the plain VGG19 from a saved state. */
    public static Map<String, Tensor> backboneWeights(Map<String, Tensor> state) {
        Map<String, Tensor> trunkState = new LinkedHashMap<>();
        state.forEach((name, tensor) -> {
            if (name.startsWith("trunk.")) {
                trunkState.put(name.substring("trunk.".length()), tensor);
            }
        });
        return BatchNormFolding.fold(trunkState);
    }
}
