package dev.gioconda.weights.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EfficientNet-B0's layers in {@code keras.applications} and in torchvision. Keras pads strided convolutions on one side and
 * has a batch-norm epsilon of 1e-3: these weights need {@link Convention#KERAS_EFFICIENTNET}.
 */
final class KerasEfficientNet {

    private static final Pattern BLOCK = Pattern.compile("block(\\d)([a-z])_(\\w+)");

    private KerasEfficientNet() {}

    static String torchvisionName(String kerasName) {
        Matcher block = BLOCK.matcher(kerasName);
        if (block.matches()) {
            int shift = block.group(1).equals("1") ? 0 : 1; // the first stage has no expansion
            String part =
                    switch (block.group(3)) {
                        case "expand_conv" -> "0.0";
                        case "expand_bn" -> "0.1";
                        case "dwconv" -> shift + ".0";
                        case "bn" -> shift + ".1";
                        case "se_reduce" -> shift + 1 + ".fc1";
                        case "se_expand" -> shift + 1 + ".fc2";
                        case "project_conv" -> shift + 2 + ".0";
                        case "project_bn" -> shift + 2 + ".1";
                        default -> "";
                    };
            return part.isEmpty()
                    ? ""
                    : "features.%s.%d.block.%s"
                            .formatted(block.group(1), block.group(2).charAt(0) - 'a', part);
        }
        return switch (kerasName) {
            case "stem_conv" -> "features.0.0";
            case "stem_bn" -> "features.0.1";
            case "top_conv" -> "features.8.0";
            case "top_bn" -> "features.8.1";
            case "predictions" -> "classifier.1";
            default -> "";
        };
    }
}
