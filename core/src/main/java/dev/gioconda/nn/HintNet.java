package dev.gioconda.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A backbone with a linear regressor, a 1 x 1 convolution, for each layer of a teacher that one of its own layers predicts: the hint-based
 * training of Romero et al. 2015, "FitNets: Hints for Thin Deep Nets", arXiv 1412.6550. The regressors are dropped after the training.
 */
public final class HintNet extends Network {

    private final Backbone trunk;
    private final Module group; // referenced, since libtorch calls back into it
    private final Map<Hint, Conv2dImpl> regressors = new LinkedHashMap<>();

    /**
     * A teacher's layer and the layer that predicts it.
     *
     * @param layer of the trained backbone
     * @param teacher name of the teacher
     * @param teacherLayer of the teacher
     * @param channels of the teacher's layer
     */
    public record Hint(String layer, String teacher, String teacherLayer, int channels) {

        /** Such as {@code block3_conv1 = vgg19 block3_conv1}. */
        @Override
        public String toString() {
            return "%s = %s %s".formatted(layer, teacher, teacherLayer);
        }
    }

    /**
     * @param spec of the backbone
     * @param hints in any order
     */
    public HintNet(BackboneSpec spec, Iterable<Hint> hints) {
        trunk = register_module("trunk", spec.build(0));
        group = register_module("regressors", new Module("regressors"));
        for (Hint hint : hints) {
            Conv2dImpl regressor = group.register_module(
                    "" + regressors.size(), Layers.conv(trunk.channels(hint.layer()), hint.channels(), 1, 1, true));
            regressors.put(hint, regressor);
        }
        channelsLast();
    }

    /**
     * The predictions of all teachers' layers. // [n, 3, h, w] to [n, channels, h', w']
     *
     * @param select the positions of a layer's outputs at which the teacher is predicted
     */
    public Map<Hint, Tensor> predictions(Tensor pictures, UnaryOperator<Tensor> select) {
        Map<String, Tensor> outputs = trunk.layerOutputs(
                pictures, regressors.keySet().stream().map(Hint::layer).toList());
        Map<Hint, Tensor> predictions = new LinkedHashMap<>();
        regressors.forEach((hint, regressor) -> predictions.put(
                hint, regressor.forward(select.apply(Objects.requireNonNull(outputs.get(hint.layer()))))));
        return predictions;
    }

    /**
     * Copies weights into a regressor.
     *
     * @param weight // [channels, c]
     * @param bias // [channels]
     */
    public void loadRegressor(Hint hint, Tensor weight, Tensor bias) {
        Conv2dImpl regressor = Objects.requireNonNull(regressors.get(hint));
        try (NoGradGuard noGrad = new NoGradGuard()) {
            regressor.weight().copy_(weight.view(weight.size(0), weight.size(1), 1, 1));
            regressor.bias().copy_(bias);
        }
    }

    /** The outputs of the backbone's last layer. // [n, c, h', w'] */
    @Override
    public Tensor forward(Tensor pictures) {
        return trunk.features(pictures);
    }

    /** The backbone. */
    public Backbone trunk() {
        return trunk;
    }
}
