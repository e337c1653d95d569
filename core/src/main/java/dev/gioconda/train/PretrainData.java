package dev.gioconda.train;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.reader.Rename;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The data of a pretraining.
 *
 * @param objects labeled images of 32 x 32 pixels with one class each, such as CIFAR-10
 * @param faces data sets of faces with attributes, separated by commas, such as {@code genki4k,smiles}
 * @param paintings a folder of paintings
 * @param renames attributes of the faces to rename, such as {@code smiles:Smiling=Teeth}
 * @param startRun the run folder with the initial weights; null for random weights
 */
public record PretrainData(
        String objects,
        String faces,
        String paintings,
        List<String> renames,
        @Nullable Path startRun) {

    /** Checks that all three kinds of data are given. */
    public PretrainData {
        if (objects.isEmpty() || faces.isEmpty() || paintings.isEmpty()) {
            throw new IllegalArgumentException(
                    "Pretraining needs objects, faces and paintings; received objects \"%s\", faces \"%s\", paintings \"%s\"."
                            .formatted(objects, faces, paintings));
        }
        renames = List.copyOf(renames);
    }

    /** As stored in {@code run.json}. */
    public Map<String, String> toMap() {
        Map<String, String> values = new TreeMap<>(Map.of(
                "objects", objects, "faces", faces, "paintings", paintings, "renames", String.join(" ", renames)));
        if (startRun != null) {
            values.put("start", startRun.toString());
        }
        return values;
    }

    /** The data of a run, as {@link #toMap} stored it. */
    public static PretrainData fromMap(Map<String, String> values) {
        String start = values.get("start");
        return new PretrainData(
                values.getOrDefault("objects", ""),
                values.getOrDefault("faces", ""),
                values.getOrDefault("paintings", ""),
                Arrays.stream(values.getOrDefault("renames", "").split(" ", -1))
                        .filter(rename -> !rename.isEmpty())
                        .toList(),
                start == null ? null : Path.of(start));
    }

    /** Opens the faces, with renamed attributes. */
    Dataset openFaces() throws IOException {
        Dataset set = Datasets.open(faces);
        for (String rename : renames) {
            set = Rename.parse(rename).apply(set);
        }
        return set;
    }

    /** The initial weights in words, for the manifest. */
    String startLabel() {
        return startRun == null ? "random weights" : "the run " + startRun.getFileName();
    }

    /** The initial weights; empty for random ones. */
    Map<String, Tensor> initialWeights() throws IOException {
        return startRun == null ? Map.of() : Checkpoints.readKept(new RunFolder(startRun).checkpoints());
    }
}
