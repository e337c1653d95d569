package dev.gioconda.weights.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoders of MingSun-Tse/Collaborative-Distillation: {@code conv34} is the fourth convolution of the third block. {@code conv0}
 * converts the pixels. The maps to VGG19's channels, such as {@code conv31_aux}, are left out.
 */
final class CompressedVggNames {

    private static final Pattern CONVOLUTION = Pattern.compile("model\\.conv([1-5])([1-4])\\.(weight|bias)");
    private static final String PIXELS = "model.conv0.";
    private static final int[] FIRST_INDEX = {0, 5, 10, 19, 28
    }; // torchvision counts convolutions, activations and poolings

    private CompressedVggNames() {}

    static boolean recognizes(Map<String, long[]> shapes) {
        return shapes.containsKey(PIXELS + "weight")
                && shapes.containsKey(PIXELS + "bias")
                && shapes.containsKey("model.conv11.weight");
    }

    static Map<String, TensorSource> of(Map<String, long[]> shapes) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        for (String part : new String[] {"weight", "bias"}) {
            sources.put("pixels.0." + part, TensorSource.same(PIXELS + part));
        }
        for (String stored : shapes.keySet()) {
            Matcher matcher = CONVOLUTION.matcher(stored);
            if (matcher.matches()) {
                int index = FIRST_INDEX[Integer.parseInt(matcher.group(1)) - 1]
                        + 2 * (Integer.parseInt(matcher.group(2)) - 1);
                sources.put("features.%d.%s".formatted(index, matcher.group(3)), TensorSource.same(stored));
            }
        }
        return sources;
    }
}
