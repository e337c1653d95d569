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
final class BackboneData {

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
    Path start;

    /** What was chosen, for a run to remember. */
    Map<String, String> choice(@Nullable Path begin) {
        if (objects.isEmpty() || faces.isEmpty() || paintings.isEmpty()) {
            throw new UsageException("A backbone learns from three kinds of pictures: give --objects, --faces and "
                    + "--paintings, or --resume a run.");
        }
        Map<String, String> choice = new TreeMap<>(Map.of(
                "objects", objects, "faces", faces, "paintings", paintings, "renames", String.join(" ", renames)));
        if (begin != null) {
            choice.put("start", begin.toString());
        }
        return choice;
    }

    /** Opens the faces. */
    Dataset faces() throws IOException {
        Dataset set = Datasets.open(faces);
        for (String rename : renames) {
            set = Rename.parse(rename).apply(set);
        }
        return set;
    }

    /** The options of a remembered choice. */
    static BackboneData of(Map<String, String> choice) {
        BackboneData data = new BackboneData();
        data.start = choice.containsKey("start") ? Path.of(choice.get("start")) : null;
        data.objects = choice.getOrDefault("objects", "");
        data.faces = choice.getOrDefault("faces", "");
        data.paintings = choice.getOrDefault("paintings", "");
        data.renames = Arrays.stream(choice.getOrDefault("renames", "").split(" ", -1))
                .filter(rename -> !rename.isEmpty())
                .toList();
        return data;
    }
}
