package dev.gioconda.weights.format;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The only names that a state dict may ask a reader for, and what they mean here. They are looked up in a table and answered by
 * the code below; no class is loaded and nothing of the file is run. The names are those that PyTorch's own
 * {@code weights_only} reader needs for state dicts, from version 0.1 on.
 */
enum TorchGlobals {
    ORDERED_DICT("collections.OrderedDict"),
    SIZE("torch.Size"),
    REBUILD_TENSOR("torch._utils._rebuild_tensor"),
    REBUILD_TENSOR_V2("torch._utils._rebuild_tensor_v2"),
    REBUILD_PARAMETER("torch._utils._rebuild_parameter"),
    PARAMETER("torch.nn.parameter.Parameter");

    private static final Map<String, ScalarType> STORAGES = Map.of(
            "torch.FloatStorage", ScalarType.Float,
            "torch.HalfStorage", ScalarType.Half,
            "torch.BFloat16Storage", ScalarType.BFloat16,
            "torch.DoubleStorage", ScalarType.Double,
            "torch.LongStorage", ScalarType.Long,
            "torch.IntStorage", ScalarType.Int,
            "torch.ShortStorage", ScalarType.Short,
            "torch.CharStorage", ScalarType.Char,
            "torch.ByteStorage", ScalarType.Byte,
            "torch.BoolStorage", ScalarType.Bool);

    private final String path;

    TorchGlobals(String path) {
        this.path = path;
    }

    /** A constant of this enum or the type of a storage; anything else is refused by name. */
    static Object find(String source, String path) throws IOException {
        for (TorchGlobals known : values()) {
            if (known.path.equals(path)) {
                return known;
            }
        }
        ScalarType type = STORAGES.get(path);
        if (type == null && path.startsWith("__torch__.")) {
            throw new IOException(
                    "%s is TorchScript, a program with its weights (it asks for %s); it was refused and nothing was run. Save the network's state_dict() alone."
                            .formatted(source, path));
        }
        if (type == null) {
            throw new IOException(
                    "%s asks for %s, which no state dict needs; it was refused and nothing was run. Save the network's state_dict() alone."
                            .formatted(source, path));
        }
        return type;
    }

    /** What calling this name with these arguments gives: a dictionary, a tuple or a tensor's view. */
    Object call(String source, List<?> arguments) throws IOException {
        return switch (this) {
            case ORDERED_DICT -> dictionary(source, arguments);
            case SIZE -> list(source, arguments, 0);
            case REBUILD_TENSOR, REBUILD_TENSOR_V2 ->
                TorchView.of(
                        source,
                        get(source, TorchStorage.class, arguments, 0),
                        get(source, Long.class, arguments, 1),
                        numbers(source, list(source, arguments, 2)),
                        numbers(source, list(source, arguments, 3)));
            case REBUILD_PARAMETER, PARAMETER -> get(source, TorchView.class, arguments, 0);
        };
    }

    /** Empty, or from a list of pairs as Python 2 wrote it. */
    private static Map<String, Object> dictionary(String source, List<?> arguments) throws IOException {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
            for (Object item : list(source, arguments, 0)) {
                List<?> pair = List.of(item);
                dictionary.put(
                        get(source, String.class, list(source, pair, 0), 0),
                        get(source, Object.class, list(source, pair, 0), 1));
            }
        }
        return dictionary;
    }

    private static long[] numbers(String source, List<?> values) throws IOException {
        long[] numbers = new long[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = get(source, Long.class, values, i);
        }
        return numbers;
    }

    private static List<?> list(String source, List<?> arguments, int index) throws IOException {
        return get(source, List.class, arguments, index);
    }

    private static <T> T get(String source, Class<T> type, List<?> arguments, int index) throws IOException {
        Object value = index < arguments.size() ? arguments.get(index) : null;
        if (!type.isInstance(value)) {
            throw new IOException("%s is damaged: argument %d of a tensor or dictionary is not a %s."
                    .formatted(source, index + 1, type.getSimpleName()));
        }
        return type.cast(value);
    }
}
