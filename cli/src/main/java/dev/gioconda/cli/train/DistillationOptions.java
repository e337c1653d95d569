package dev.gioconda.cli.train;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.train.backbone.HintData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Teachers and pictures of the distillation of a backbone. */
final class DistillationOptions {

    @Option(
            names = "--teacher",
            paramLabel = "NETWORK[=FILE]",
            description =
                    "A network whose features the backbone learns to predict: vgg19, vgg19-16x or squeezenet1_1; with official weights from the cache or weights from a file. Repeatable.")
    private List<String> teachers = new ArrayList<>();

    @Option(
            names = "--pictures",
            paramLabel = "PATH[,PATH]",
            split = ",",
            description = "Folders, .zip or .tar.gz files of pictures without labels, for --teacher.")
    private List<Path> pictures = new ArrayList<>();

    /** Whether a distillation is requested. */
    boolean isGiven() {
        return !teachers.isEmpty() || !pictures.isEmpty();
    }

    /** The data of a new run. */
    HintData toData() {
        if (teachers.isEmpty() || pictures.isEmpty()) {
            throw new UsageException("Distillation needs both --teacher and --pictures.");
        }
        return new HintData(pictures, teachers);
    }
}
