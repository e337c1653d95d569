package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The specification of a backbone, as text {@code vgg19} or {@code vgg19:width=0.375,pooling=average}; part of a
 * model's architecture.
 *
 * @param network by torchvision's name, see {@link #NETWORKS}
 * @param width factor of the number of channels of every layer; 1 except for VGG
 * @param pooling the pooling of VGG; other networks have their own
 * @param keras whether paddings and epsilons (for ResNet also strides and biases) are those of Keras where they differ
 *     from torchvision
 */
public record BackboneSpec(String network, double width, Pooling pooling, boolean keras) {

    /** The names of the networks. */
    public static final List<String> NETWORKS = List.of(
            "vgg16",
            "vgg19",
            "vgg19-16x",
            "efficientnet_b0",
            "densenet121",
            "resnet18",
            "resnet50",
            "mobilenet_v2",
            "squeezenet1_1");

    private static final String COMPRESSED = "vgg19-16x";
    private static final List<String> NOT_IN_KERAS = List.of("resnet18");

    /** Checks that the network exists and has these options. */
    public BackboneSpec {
        if (!NETWORKS.contains(network)) {
            throw new IllegalArgumentException(
                    "Backbone \"%s\" is unknown; choose one of %s.".formatted(network, String.join(", ", NETWORKS)));
        }
        boolean vgg = network.startsWith("vgg");
        boolean scalable = vgg && !network.equals(COMPRESSED);
        if (width < 0.0625 || width > 2 || (!scalable && width != 1)) {
            throw new IllegalArgumentException("The width of %s is %s; expected %s."
                    .formatted(
                            network, width, scalable ? "0.0625 to 2" : "1, since only vgg16 and vgg19 have a width"));
        }
        if (!vgg && pooling != Pooling.MAX) {
            throw new IllegalArgumentException(
                    "%s has its own poolings; pooling=%s is for VGG only.".formatted(network, pooling));
        }
        if (keras && NOT_IN_KERAS.contains(network)) {
            throw new IllegalArgumentException(
                    "Keras has no %s, so there is no Keras variant; remove \"keras\".".formatted(network));
        }
        if (keras && vgg) {
            keras = false; // the VGGs of Keras and torchvision are equal
        }
    }

    /** The network as published, without options. */
    public static BackboneSpec of(String network) {
        return new BackboneSpec(network, 1, Pooling.MAX, false);
    }

    /** Parses the text that {@link #toString} writes. */
    public static BackboneSpec parse(String text) {
        int colon = text.indexOf(':');
        String typed = colon < 0 ? text : text.substring(0, colon);
        String network = typed.equals("squeezenet") ? "squeezenet1_1" : typed; // the name of its file in the catalog
        double width = 1;
        Pooling pooling = Pooling.MAX;
        boolean keras = false;
        for (String option :
                colon < 0 ? new String[0] : text.substring(colon + 1).split(",", -1)) {
            if (option.matches("width=[0-9]{1,2}(\\.[0-9]{1,9})?")) {
                width = Double.parseDouble(option.substring("width=".length()));
            } else if (option.matches("pooling=(max|average)")) {
                pooling = Pooling.valueOf(option.substring("pooling=".length()).toUpperCase(Locale.ROOT));
            } else if (option.equals("keras")) {
                keras = true;
            } else {
                throw new IllegalArgumentException(
                        "\"%s\" is not an option of a backbone; expected width=0.5, pooling=max, pooling=average or keras."
                                .formatted(option));
            }
        }
        return new BackboneSpec(network, width, pooling, keras);
    }

    /**
     * Creates the network with random weights from libtorch's default generator.
     *
     * @param classes number of classes of the classifier on top; 0 for none
     */
    public Backbone build(int classes) {
        return switch (network) {
            case "vgg16" -> Vgg.build(16, width, pooling, false, classes);
            case "vgg19" -> Vgg.build(19, width, pooling, false, classes);
            case COMPRESSED -> {
                requireNoClassifier(classes);
                yield CompressedVgg.build(pooling);
            }
            case "efficientnet_b0" -> EfficientNet.build(keras, classes);
            case "densenet121" -> DenseNet.build(keras, classes);
            case "resnet18" -> ResNet.build(18, keras, classes);
            case "resnet50" -> ResNet.build(50, keras, classes);
            case "mobilenet_v2" -> MobileNet.build(keras, classes);
            case "squeezenet1_1" -> SqueezeNet.build(keras, classes);
            default -> throw new IllegalStateException("No builder for " + network);
        };
    }

    private void requireNoClassifier(int classes) {
        if (classes != 0) {
            throw new IllegalArgumentException("%s has no classifier; use its features.".formatted(network));
        }
    }

    @Override
    public String toString() {
        List<String> options = new ArrayList<>();
        if (width != 1) {
            options.add("width=" + width);
        }
        if (pooling != Pooling.MAX) {
            options.add("pooling=" + pooling.name().toLowerCase(Locale.ROOT));
        }
        if (keras) {
            options.add("keras");
        }
        return options.isEmpty() ? network : network + ":" + String.join(",", options);
    }
}
