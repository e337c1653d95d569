package dev.gioconda.cli.train;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.train.PretrainData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The data that a backbone is pretrained on. */
final class PretrainDataOptions {

    @Option(
            names = "--objects",
            paramLabel = "SET",
            description = "Labeled images of 32 x 32 pixels, such as CIFAR-10. Required for a new run.",
            defaultValue = "")
    String objects = "";

    @Option(
            names = "--faces",
            paramLabel = "SET[,SET]",
            description = "Data sets of faces labeled for smiling, such as genki4k,smiles. Required for a new run.",
            defaultValue = "")
    String faces = "";

    @Option(
            names = "--paintings",
            paramLabel = "FOLDER",
            description = "Folder of paintings in different styles. Required for a new run.",
            defaultValue = "")
    String paintings = "";

    @Option(
            names = "--rename",
            paramLabel = "SET:ATTRIBUTE=NAME",
            description = "Renames an attribute of one data set of faces, such as smiles:Smiling=Teeth. Repeatable.")
    List<String> renames = new ArrayList<>();

    /** Whether any of them is given. */
    boolean isGiven() {
        return !(objects + faces + paintings).isEmpty() || !renames.isEmpty();
    }

    /** The data of a new run. */
    PretrainData toData(@Nullable Path startRun) {
        if (objects.isEmpty() || faces.isEmpty() || paintings.isEmpty()) {
            throw new UsageException(
                    "Pretraining needs three kinds of images: give --objects, --faces and --paintings, or --resume a run.");
        }
        return new PretrainData(objects, faces, paintings, renames, startRun);
    }
}
