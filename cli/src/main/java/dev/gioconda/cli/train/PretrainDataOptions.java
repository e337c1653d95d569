package dev.gioconda.cli.train;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.train.PretrainData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** The data of a new run. */
    PretrainData toData(@Nullable Path startRun) {
        if (objects.isEmpty() || faces.isEmpty() || paintings.isEmpty()) {
            throw new UsageException(
                    "Pretraining needs three kinds of images: give --objects, --faces and --paintings, or --resume a run.");
        }
        return new PretrainData(objects, faces, paintings, renames, startRun);
    }
}
