package dev.gioconda.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A pretrained backbone and its weights. */
public final class BackboneOptions {

    @Option(
            names = "--backbone",
            paramLabel = "NAME[:OPTIONS]",
            description =
                    "The backbone: vgg16, vgg19, vgg19-16x, efficientnet_b0, densenet121, resnet18, resnet50, mobilenet_v2, squeezenet, "
                            + "or a part of Gioconda: embedded for transfer learning, painting for style transfer. Options follow a colon: "
                            + "vgg19:width=0.5,pooling=average. Default: that of the recipe or preset, else the part of Gioconda.")
    private @Nullable String backbone;

    @Option(
            names = "--weights",
            paramLabel = "FILE|auto|embedded|painting|random",
            description =
                    "Weights of the backbone. auto: the official ones if they are in the cache (see \"gioconda weights\"), else those "
                            + "that are part of Gioconda. Default: those of the recipe or preset, else auto.")
    private @Nullable String weights;

    /** The backbone; null if none is given. */
    public @Nullable String backbone() {
        return backbone;
    }

    /** The backbone as given, else the default. */
    public String backboneOr(String defaultBackbone) {
        return backbone == null ? defaultBackbone : backbone;
    }

    /** The weights; null if none are given. */
    public @Nullable String weights() {
        return weights;
    }

    /** The weights as given, else the default. */
    public String weightsOr(String defaultWeights) {
        return weights == null ? defaultWeights : weights;
    }
}
