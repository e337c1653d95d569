package dev.gioconda.weights.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * torchvision's own names, and the older ones of its DenseNet file, where {@code norm.1} stands for {@code norm1} since names
 * with a dot inside had once been allowed. Source: torchvision, densenet.py, {@code _load_state_dict}.
 */
final class TorchvisionNames {

    private static final Pattern DOTTED = Pattern.compile("^(.*denselayer\\d+\\.(?:norm|relu|conv))\\.([12]\\..+)$");

    private TorchvisionNames() {}

    static Map<String, TensorSource> of(Map<String, long[]> shapes) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        for (String stored : shapes.keySet()) {
            sources.put(DOTTED.matcher(stored).replaceFirst("$1$2"), TensorSource.same(stored));
        }
        return sources;
    }
}
