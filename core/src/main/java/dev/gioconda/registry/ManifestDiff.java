package dev.gioconda.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The differences of two manifests by value; for texts of several lines, such as the recipe, by line. */
public final class ManifestDiff {

    private ManifestDiff() {}

    /**
     * A difference.
     *
     * @param path such as {@code metrics.validation.accuracy} or {@code attributes[0]}
     * @param left value in the first manifest, empty for none
     * @param right value in the second manifest, empty for none
     */
    public record Difference(String path, String left, String right) {}

    /** The differences, in the order of the first manifest. */
    public static List<Difference> between(VersionManifest left, VersionManifest right) {
        Map<String, String> leftValues = flat(left.tree());
        Map<String, String> rightValues = flat(right.tree());
        Set<String> paths = new LinkedHashSet<>(leftValues.keySet());
        paths.addAll(rightValues.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String path : paths) {
            String a = leftValues.getOrDefault(path, "");
            String b = rightValues.getOrDefault(path, "");
            if (a.contains("\n") || b.contains("\n")) {
                lines(path, a, b, differences);
            } else if (!a.equals(b)) {
                differences.add(new Difference(path, a, b));
            }
        }
        return differences;
    }

    private static void lines(String path, String left, String right, List<Difference> differences) {
        Set<String> leftValues = new LinkedHashSet<>(left.lines().toList());
        Set<String> rightValues = new LinkedHashSet<>(right.lines().toList());
        leftValues.stream()
                .filter(line -> !rightValues.contains(line))
                .forEach(line -> differences.add(new Difference(path, line, "")));
        rightValues.stream()
                .filter(line -> !leftValues.contains(line))
                .forEach(line -> differences.add(new Difference(path, "", line)));
    }

    private static Map<String, String> flat(JsonNode tree) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", tree, flat);
        return flat;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> flat) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), flat));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.path(i), flat);
            }
        } else {
            flat.put(path, node.asText());
        }
    }
}
