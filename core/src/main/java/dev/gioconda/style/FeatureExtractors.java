package dev.gioconda.style;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Builds the feature extractor that a recipe asks for, from pretrained weights or from a trained model. */
public final class FeatureExtractors {

    /** 57.4: 255 times the mean of ImageNet's channel deviations; see {@link StyleRecipe.FeatureRange#CAFFE}. */
    private static final double CAFFE_GAIN = 255 * (0.229 + 0.224 + 0.225) / 3;

    /** Fitted to the loss that the Keras example states; see {@link StyleRecipe.FeatureRange#CAFFE}. */
    private static final double EMBEDDED_GAIN = 700;

    /** As {@link #EMBEDDED_GAIN}, times the ratio of the root mean squares of both networks' features in the five style layers, 0.93. */
    private static final double PAINTING_GAIN = 650;

    private FeatureExtractors() {}

    /**
     * The extractor of a backbone.
     *
     * @param pretrained the backbone and its weights
     * @param recipe gives pooling (of a VGG), border, range and precision
     * @param seed of random weights
     */
    public static FeatureExtractor of(Pretrained pretrained, StyleRecipe recipe, long seed) throws IOException {
        BackboneSpec spec = pretrained.spec().network().startsWith("vgg")
                ? new BackboneSpec(
                        pretrained.spec().network(),
                        pretrained.spec().width(),
                        recipe.pooling(),
                        pretrained.spec().keras())
                : pretrained.spec();
        torch.manual_seed(Tensors.mix(seed));
        Backbone network = spec.build(0);
        Map<String, Tensor> weights = pretrained.load();
        if (!weights.isEmpty()) {
            network.load(weights);
        }
        return new FeatureExtractor(
                network,
                pretrained.normalization(),
                Precision.parse(recipe.precision()),
                recipe.border(),
                gain(pretrained, recipe));
    }

    /**
     * The extractor of a trained model's network, including the convolutions of its head: the study's face-tuned VGG19 has
     * {@code block6_conv1} and {@code block6_conv2}. The model's own pooling is used, not the recipe's.
     *
     * @param version the folder of a model version whose architecture has a backbone
     * @throws IllegalArgumentException when the model has no backbone
     */
    public static FeatureExtractor ofModel(Path version, StyleRecipe recipe) throws IOException {
        Manifest manifest = ModelFiles.manifest(version);
        if (!(ModelFiles.network(version, manifest) instanceof Backbone network)) {
            throw new IllegalArgumentException(
                    ("%s has the architecture %s, whose layers have no names; choose a model with a backbone, such as one trained with "
                                    + "transfer.backbone = \"vgg19\" and transfer.head = \"study\".")
                            .formatted(manifest.id(), manifest.architecture()));
        }
        boolean scaled =
                recipe.range() == StyleRecipe.FeatureRange.CAFFE && manifest.normalization() != Normalization.CAFFE;
        return new FeatureExtractor(
                network,
                manifest.normalization(),
                Precision.parse(recipe.precision()),
                recipe.border(),
                scaled ? EMBEDDED_GAIN : 1);
    }

    private static double gain(Pretrained pretrained, StyleRecipe recipe) {
        if (recipe.range() == StyleRecipe.FeatureRange.OWN || pretrained.normalization() == Normalization.CAFFE) {
            return 1;
        }
        return switch (pretrained.source()) {
            case Pretrained.EMBEDDED -> EMBEDDED_GAIN;
            case Pretrained.PAINTING -> PAINTING_GAIN;
            default -> CAFFE_GAIN;
        };
    }
}
