package dev.gioconda.cli.train;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.reader.Rename;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a backbone learns from. */
final class PretrainDataOptions {

    @Option(
            names = "--objects",
            paramLabel = "SET",
            description = "Pictures of 32 x 32 in a folder a class, such as CIFAR-10.",
            defaultValue = "")
    String objects = "";

    @Option(
            names = "--faces",
            paramLabel = "SET[,SET]",
            description = "Faces that say whether they smile, such as genki4k,smiles.",
            defaultValue = "")
    String faces = "";

    @Option(
            names = "--paintings",
            paramLabel = "FOLDER",
            description = "A folder of pictures, each of another hand.",
            defaultValue = "")
    String paintings = "";

    @Option(
            names = "--rename",
            paramLabel = "SET:ATTRIBUTE=NAME",
            description =
                    "Calls an attribute of one set of faces by another name, such as smiles:Smiling=Teeth. Repeatable.")
    List<String> renames = new ArrayList<>();

    /** The run whose weights are the beginning. */
    @Nullable
    Path startRun;

    /** What was chosen, for a run to remember. */
    Map<String, String> toMap(@Nullable Path startRun) {
        if (objects.isEmpty() || faces.isEmpty() || paintings.isEmpty()) {
            throw new UsageException("A backbone learns from three kinds of pictures: give --objects, --faces and "
                    + "--paintings, or --resume a run.");
        }
        Map<String, String> values = new TreeMap<>(Map.of(
                "objects", objects, "faces", faces, "paintings", paintings, "renames", String.join(" ", renames)));
        if (startRun != null) {
            values.put("start", startRun.toString());
        }
        return values;
    }

    /** Opens the faces. */
    Dataset openFaces() throws IOException {
        Dataset set = Datasets.open(faces);
        for (String rename : renames) {
            set = Rename.parse(rename).apply(set);
        }
        return set;
    }

    /** The options of a remembered choice. */
    static PretrainDataOptions fromMap(Map<String, String> values) {
        PretrainDataOptions data = new PretrainDataOptions();
        data.startRun = values.containsKey("start") ? Path.of(values.get("start")) : null;
        data.objects = values.getOrDefault("objects", "");
        data.faces = values.getOrDefault("faces", "");
        data.paintings = values.getOrDefault("paintings", "");
        data.renames = Arrays.stream(values.getOrDefault("renames", "").split(" ", -1))
                .filter(rename -> !rename.isEmpty())
                .toList();
        return data;
    }
}
