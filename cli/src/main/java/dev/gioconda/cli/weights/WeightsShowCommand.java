package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.weights.format.WeightFile;
import dev.gioconda.weights.format.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gioconda weights show}. */
@Command(
        name = "show",
        description = {
            "Prints the format of a weight file and how many tensors and parameters it has; with --json also every tensor.",
            "Parameters are the values of all floating-point tensors, running statistics and optimizer states included."
        },
        footer = {"  gioconda weights show checkpoint.pth", "  gioconda weights show model.h5 --json"})
final class WeightsShowCommand extends GiocondaCommand {

    @Parameters(paramLabel = "PATH", description = "A file in any known format; nothing in it is executed.")
    private Path file = Path.of("");

    /** A tensor as JSON. */
    private record StoredTensor(String name, long[] shape, String dtype) {}

    @Override
    protected int run() throws IOException {
        WeightFormat format = WeightFormat.of(file);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", file.toString());
        map.put("format", format);
        if (!format.hasTensors()) {
            map.put("bytes", Files.size(file));
            print(
                    map,
                    String.format(
                            Locale.ROOT,
                            "%s: %s, %,d bytes; a whole network, whose tensors are not listed",
                            file,
                            format,
                            Files.size(file)));
            return ExitCode.OK;
        }
        long parameters = 0;
        List<StoredTensor> tensors = new ArrayList<>();
        try (WeightFile weights = WeightFile.open(file)) {
            for (Map.Entry<String, long[]> entry : weights.shapes().entrySet()) {
                ScalarType type = weights.type(entry.getKey());
                tensors.add(new StoredTensor(entry.getKey(), entry.getValue(), dtype(type)));
                if (isFloatingPoint(type)) {
                    parameters += Arrays.stream(entry.getValue()).reduce(1, (count, side) -> count * side);
                }
            }
        }
        map.put("parameters", parameters);
        map.put("tensors", tensors);
        print(
                map,
                String.format(
                        Locale.ROOT, "%s: %s, %,d tensors, %,d parameters", file, format, tensors.size(), parameters));
        return ExitCode.OK;
    }

    private static boolean isFloatingPoint(ScalarType type) {
        return switch (type) {
            case Float, Double, Half, BFloat16 -> true;
            default -> false;
        };
    }

    /** PyTorch's name of a type. */
    private static String dtype(ScalarType type) {
        return switch (type) {
            case Float -> "float32";
            case Double -> "float64";
            case Half -> "float16";
            case BFloat16 -> "bfloat16";
            case Long -> "int64";
            case Int -> "int32";
            case Short -> "int16";
            case Char -> "int8";
            case Byte -> "uint8";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}
