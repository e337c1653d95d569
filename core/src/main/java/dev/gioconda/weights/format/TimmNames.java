package dev.gioconda.weights.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * timm's names where they differ from torchvision's: VGG's dense layers, which timm keeps as convolutions, and EfficientNet.
 * timm's DenseNet and ResNet have torchvision's names. Source: timm, vgg.py and efficientnet.py.
 */
final class TimmNames {

    private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d+)\\.(\\d+)\\.(\\w+)(?:\\.(\\w+))?\\.(\\w+)");

    private TimmNames() {}

    static boolean recognizes(Map<String, long[]> shapes) {
        return shapes.containsKey("conv_stem.weight") || shapes.containsKey("pre_logits.fc1.weight");
    }

    static Map<String, TensorSource> of(Map<String, long[]> shapes) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        shapes.forEach((stored, shape) -> sources.put(
                name(stored, shapes),
                new TensorSource(
                        stored,
                        stored.startsWith("pre_logits.") && shape.length == 4
                                ? TensorLayout.CONVOLUTION_AS_DENSE
                                : TensorLayout.SAME)));
        return sources;
    }

    private static String name(String stored, Map<String, long[]> shapes) {
        Matcher block = BLOCK.matcher(stored);
        if (block.matches()) {
            return block(block, shapes);
        }
        int dot = stored.lastIndexOf('.');
        String suffix = dot < 0 ? "" : stored.substring(dot);
        return switch (dot < 0 ? stored : stored.substring(0, dot)) {
            case "pre_logits.fc1" -> "classifier.0" + suffix;
            case "pre_logits.fc2" -> "classifier.3" + suffix;
            case "head.fc" -> "classifier.6" + suffix;
            case "conv_stem" -> "features.0.0" + suffix;
            case "bn1" -> "features.0.1" + suffix;
            case "conv_head" -> "features.8.0" + suffix;
            case "bn2" -> "features.8.1" + suffix;
            case "classifier" -> "classifier.1" + suffix;
            default -> stored;
        };
    }

    /** One layer of an inverted bottleneck; the blocks of the first stage have no expansion before the depthwise convolution. */
    private static String block(Matcher block, Map<String, long[]> shapes) {
        int stage = Integer.parseInt(block.group(1));
        boolean expands = shapes.containsKey("blocks.%s.%s.conv_pwl.weight".formatted(block.group(1), block.group(2)));
        int shift = expands ? 1 : 0;
        String part = block.group(4) == null ? block.group(3) : block.group(3) + "." + block.group(4);
        String layer =
                switch (part) {
                    case "conv_dw" -> shift + ".0";
                    case "se.conv_reduce" -> shift + 1 + ".fc1";
                    case "se.conv_expand" -> shift + 1 + ".fc2";
                    case "conv_pw" -> expands ? "0.0" : "2.0";
                    case "bn1" -> "0.1";
                    case "bn2" -> expands ? "1.1" : "2.1";
                    case "conv_pwl" -> "3.0";
                    case "bn3" -> "3.1";
                    default -> part;
                };
        return "features.%d.%s.block.%s.%s".formatted(stage + 1, block.group(2), layer, block.group(5));
    }
}
