package dev.gioconda.weights.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DenseNet-121's layers in {@code keras.applications} and in torchvision: the same network, batch-norm epsilon 1.001e-5. */
final class KerasDenseNet {

    private static final Pattern LAYER = Pattern.compile("conv(\\d)_block(\\d+)_([012])_(bn|conv)");
    private static final Pattern TRANSITION = Pattern.compile("pool(\\d)_(bn|conv)");

    private KerasDenseNet() {}

    static String torchvisionName(String kerasName) {
        Matcher layer = LAYER.matcher(kerasName);
        if (layer.matches()) {
            int index = Integer.parseInt(layer.group(3)); // 0_bn, 1_conv, 1_bn, 2_conv
            String part = layer.group(4).equals("conv") ? "conv" + index : "norm" + (index + 1);
            return "features.denseblock%d.denselayer%s.%s"
                    .formatted(Integer.parseInt(layer.group(1)) - 1, layer.group(2), part);
        }
        Matcher transition = TRANSITION.matcher(kerasName);
        if (transition.matches()) {
            return "features.transition%d.%s"
                    .formatted(
                            Integer.parseInt(transition.group(1)) - 1,
                            transition.group(2).equals("bn") ? "norm" : "conv");
        }
        return switch (kerasName) {
            case "conv1/conv", "conv1_conv" -> "features.conv0";
            case "conv1/bn", "conv1_bn" -> "features.norm0";
            case "bn" -> "features.norm5";
            case "fc1000", "predictions" -> "classifier";
            default -> "";
        };
    }
}
