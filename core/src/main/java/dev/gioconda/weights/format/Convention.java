package dev.gioconda.weights.format;

import java.util.List;

/**
 * What weights expect of the network around them. Pixels p in [0, 1] become {@code (p - mean) / deviation}, channel by channel.
 *
 * @param channels their order, {@code RGB} or {@code BGR}; mean and deviation stand in the same order
 * @param epsilon of the network's batch norms, if it has any
 * @param oneSidedPadding whether convolutions of stride 2 pad as Keras' {@code correct_pad}: for an even side, one row and
 *     column less before than after
 */
public record Convention(
        String channels, List<Double> mean, List<Double> std, double epsilon, boolean oneSidedPadding) {

    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);

    /** torchvision's and timm's files. */
    public static final Convention TORCHVISION = new Convention("RGB", IMAGENET_MEAN, IMAGENET_STD, 1e-5, false);

    /** Caffe's and Keras' VGG: blue first, 0 to 255, the mean of each channel taken off. */
    public static final Convention CAFFE_BGR = new Convention(
            "BGR",
            List.of(103.939 / 255, 116.779 / 255, 123.68 / 255),
            List.of(1 / 255.0, 1 / 255.0, 1 / 255.0),
            1e-3,
            false);

    /** Caffe's VGG16 with red first ({@code vgg16-amdegroot}). */
    public static final Convention CAFFE_RGB = new Convention(
            "RGB", List.of(0.48235, 0.45882, 0.40784), List.of(1 / 255.0, 1 / 255.0, 1 / 255.0), 1e-5, false);

    /** Keras' DenseNet: torchvision's pixels, another epsilon. */
    public static final Convention KERAS_DENSENET = new Convention("RGB", IMAGENET_MEAN, IMAGENET_STD, 1.001e-5, false);

    /** Keras' EfficientNet: torchvision's pixels, another epsilon, another padding. */
    public static final Convention KERAS_EFFICIENTNET = new Convention("RGB", IMAGENET_MEAN, IMAGENET_STD, 1e-3, true);

    /** SqueezeNet 1.1 in Keras: Caffe's pixels; it has no batch norms. */
    public static final Convention KERAS_SQUEEZENET =
            new Convention("BGR", CAFFE_BGR.mean(), CAFFE_BGR.std(), TORCHVISION.epsilon(), false);

    /** Values in [0, 1], red first. */
    public static final Convention UNIT =
            new Convention("RGB", List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), TORCHVISION.epsilon(), false);

    /** Whether pixels are converted as by another convention. */
    public boolean hasPixelsOf(Convention other) {
        return channels.equals(other.channels) && mean.equals(other.mean) && std.equals(other.std);
    }

    /** By a format and a network, where the catalog has no other entry. */
    public static Convention of(WeightFormat format, String network) {
        if (network.equals("vgg19-16x")) {
            return UNIT;
        }
        if (format != WeightFormat.KERAS_H5) {
            return TORCHVISION;
        }
        return switch (network) {
            case "densenet121" -> KERAS_DENSENET;
            case "efficientnet_b0" -> KERAS_EFFICIENTNET;
            case "squeezenet1_1" -> KERAS_SQUEEZENET;
            default -> CAFFE_BGR;
        };
    }

    /** By its name in the catalog. */
    public static Convention named(String name) {
        return switch (name) {
            case "torchvision" -> TORCHVISION;
            case "caffe-bgr" -> CAFFE_BGR;
            case "caffe-rgb" -> CAFFE_RGB;
            default -> throw new IllegalArgumentException("There is no convention \"%s\".".formatted(name));
        };
    }
}
