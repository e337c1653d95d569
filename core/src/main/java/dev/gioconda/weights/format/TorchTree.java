package dev.gioconda.weights.format;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a checkpoint, whose state dict may be an entry beside others: every tensor in nested dictionaries and lists, under the
 * keys and positions on its path with dots between them, as {@code state_dict.module.conv1.weight}. Numbers, texts and None are skipped.
 * Names and work are bounded: a pickle can contain one dictionary in many places, or in itself.
 */
final class TorchTree {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 1_000_000; // tensors, dictionaries and lists
    private static final long MAX_ENTRIES =
            2L * TorchPickle.MAX_STEPS; // with numbers; more only in repeated dictionaries
    private static final long MAX_CHARACTERS = 16L << 20; // of all names together

    private final String source;
    private final Map<String, TorchView> views = new LinkedHashMap<>();
    private int values;
    private long entries;
    private long characters;

    private TorchTree(String source) {
        this.source = source;
    }

    /**
     * The tensors by name, in the file's order.
     *
     * @param source the file's name, for errors
     * @param root what the pickle contains
     * @throws IOException if it contains no tensor
     */
    static Map<String, TorchView> views(String source, Object root) throws IOException {
        TorchTree tree = new TorchTree(source);
        if (root instanceof Map<?, ?> || root instanceof List<?>) {
            tree.add("", root, 0);
        }
        if (tree.views.isEmpty()) {
            throw new IOException(
                    "%s holds no state dict: a dictionary of tensors was expected%s.".formatted(source, found(root)));
        }
        return tree.views;
    }

    private static String found(Object root) {
        return root instanceof Map<?, ?> map
                ? ", its entries are "
                        + map.keySet().stream().limit(5).map(Excerpt::of).toList()
                : "";
    }

    private void add(String name, Object value, int depth) throws IOException {
        values++;
        characters += name.length();
        if (depth > MAX_DEPTH || values > MAX_VALUES || characters > MAX_CHARACTERS) {
            throw excessive(name);
        }
        if (value instanceof TorchView view) {
            if (views.put(name, view) != null) {
                throw new IOException("%s is damaged: it has two tensors %s.".formatted(source, Excerpt.of(name)));
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                addEntry(name, entry.getKey(), entry.getValue(), depth);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                addEntry(name, i, list.get(i), depth);
            }
        }
    }

    private void addEntry(String parent, Object key, Object value, int depth) throws IOException {
        entries++;
        if (entries > MAX_ENTRIES) {
            throw excessive(parent);
        }
        if (value instanceof TorchView || value instanceof Map<?, ?> || value instanceof List<?>) {
            add(parent.isEmpty() ? key.toString() : parent + "." + key, value, depth + 1);
        }
    }

    private IOException excessive(String name) {
        return new IOException("%s nests its dictionaries deeper or more often than any state dict, up to %s."
                .formatted(source, Excerpt.of(name)));
    }
}
