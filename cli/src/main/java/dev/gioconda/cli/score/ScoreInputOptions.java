package dev.gioconda.cli.score;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.score.DatasetInputs;
import dev.gioconda.score.FileInputs;
import dev.gioconda.score.ScoreInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is scored: files, folders and archives, or labeled sets. */
final class ScoreInputOptions {

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description =
                    "Folders, with all their subfolders, .zip and .tar.gz files with images, and image files (JPEG, PNG, WebP, GIF, BMP, TIFF). @FILE stands for the paths in a file.")
    private List<Path> paths = List.of();

    @Option(
            names = "--data",
            paramLabel = "SET[,SET]",
            description =
                    "Labeled sets instead of paths, as in \"evaluate\"; the table has their labels in the column truth, and their aligned images are not searched for faces.")
    private @Nullable String data;

    @Option(
            names = "--detect",
            description = "With --data: detect the faces also in sets whose images are cut to the face.")
    private boolean detect;

    /** The paths, which are never written to. */
    List<Path> paths() {
        return paths;
    }

    /** Whether the inputs may have labels. */
    boolean isLabeled() {
        return data != null;
    }

    /**
     * The inputs.
     *
     * @param attribute that the model predicts
     * @param maxBytes the largest image file that is read
     */
    ScoreInputs open(String attribute, int maxBytes) throws IOException {
        String sets = data;
        if (sets == null) {
            if (paths.isEmpty()) {
                throw new UsageException("There is nothing to score; expected folders, archives or images, or --data.");
            }
            return UsageException.asUsageError(() -> new FileInputs(paths, maxBytes));
        }
        if (!paths.isEmpty()) {
            throw new UsageException("--data and %s exclude each other; expected one of them.".formatted(paths.get(0)));
        }
        Dataset set = UsageException.asUsageError(() -> Datasets.open(sets));
        List<Example> examples = detect ? Example.photographs(set.examples()) : set.examples();
        return new DatasetInputs(new Dataset(set.name(), set.attributes(), examples), attribute);
    }

    /** The inputs by the names of settings. */
    SortedMap<String, String> toMap() {
        SortedMap<String, String> map = new TreeMap<>();
        map.put("paths", joined(paths));
        map.put("folder", joined(paths.stream().map(Path::toAbsolutePath).toList()));
        map.put("data", data == null ? "" : data);
        map.put("detect", Boolean.toString(detect));
        return map;
    }

    private static String joined(List<Path> list) {
        return list.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
