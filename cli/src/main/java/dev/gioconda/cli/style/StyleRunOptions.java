package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ForceOption;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.file.FolderLock;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.checkpoint.StyleCheckpoints;
import dev.gioconda.style.checkpoint.StyleRun;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The files of a style transfer: output, preview and checkpoints. */
final class StyleRunOptions {

    static final String DEFAULT_FILE = "painting.png";
    static final String DEFAULT_FOLDER = "paintings";

    @Option(
            names = "--output",
            paramLabel = "FILE|FOLDER",
            description = "The PNG file to write; a folder if --content is one. Default: " + DEFAULT_FILE
                    + ", or the folder " + DEFAULT_FOLDER + ".")
    private @Nullable Path output;

    @Option(
            names = "--preview",
            paramLabel = "FILE",
            description = "Write the current image to this PNG file every few seconds. Default: none.")
    private @Nullable Path preview;

    @Option(
            names = "--embed-settings",
            description = "Embed the provenance in the PNG: settings, file names and hashes. --settings-from reads it.")
    private boolean settings;

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description =
                    "Save checkpoints in this folder, from which --resume continues after an interruption. Default: none.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            description = "Time between two checkpoints. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30")
    private double checkpointSeconds = 30;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description =
                    "Resume from the latest checkpoint in this folder, with the same images and settings; further checkpoints are saved in it.")
    private @Nullable Path resume;

    @Mixin
    private ForceOption force = new ForceOption();

    private @Nullable Path checkedPreview;

    /**
     * Checks all outputs but those in a folder of outputs.
     *
     * @param inputs the files that are read
     * @param folder whether the output is a folder
     * @return the output file or folder
     */
    Path checkOutputs(List<Path> inputs, boolean folder) throws IOException {
        Path chosen = output;
        OutputCheck check = force.check(inputs);
        Path checked = folder
                ? OutputCheck.folder("--output", chosen == null ? Path.of(DEFAULT_FOLDER) : chosen)
                : check.png("--output", chosen == null ? Path.of(DEFAULT_FILE) : chosen, DEFAULT_FILE);
        if (preview != null) {
            Path file = check.png("--preview", preview, "preview.png");
            if (file.toAbsolutePath()
                    .normalize()
                    .equals(checked.toAbsolutePath().normalize())) {
                throw new UsageException("--preview and --output are both %s; choose two names.".formatted(file));
            }
            checkedPreview = file;
        }
        if (checkpoint != null) {
            OutputCheck.folder("--checkpoint", checkpoint);
        }
        return checked;
    }

    /** Checks the outputs of a folder of images, in the order of the images. */
    List<Path> checkOutputs(List<Path> inputs, Path folder, List<String> names) throws IOException {
        List<Path> outputs = new ArrayList<>();
        for (String name : names) {
            outputs.add(force.check(inputs).png("--output", folder.resolve(name), name));
        }
        return outputs;
    }

    /** The file of the preview; null for none. */
    @Nullable
    Path preview() {
        return checkedPreview;
    }

    /** Locks the folder of the checkpoints, so that one process at a time uses it; null without checkpoints. */
    @Nullable
    FolderLock lockCheckpoints() throws IOException {
        Path folder = checkpoint != null ? checkpoint : resume;
        return folder == null || (checkpoint == null && !Files.isDirectory(folder)) ? null : FolderLock.acquire(folder);
    }

    /** Whether the provenance is embedded in the PNG. */
    boolean settings() {
        return settings;
    }

    /** Whether checkpoints are saved or resumed from. */
    boolean usesCheckpoints() {
        return checkpoint != null || resume != null;
    }

    /** The run with checkpoints if a folder for them is given. */
    StyleRun withCheckpoints(StyleRun run) throws IOException {
        Path folder = checkpoint != null ? checkpoint : resume;
        if (checkpoint != null && resume != null && !checkpoint.equals(resume)) {
            throw new UsageException(
                    "--checkpoint is %s and --resume is %s; give one of them, since --resume saves checkpoints in its own folder."
                            .formatted(checkpoint, resume));
        }
        if (!(checkpointSeconds >= 0)) {
            throw new UsageException(
                    "--checkpoint-every is %s; expected 0 or more seconds.".formatted(checkpointSeconds));
        }
        if (folder == null) {
            return run;
        }
        if (resume != null && !Files.isDirectory(resume)) {
            throw new UsageException(
                    "There is no folder %s to resume from; --checkpoint creates one.".formatted(resume));
        }
        return run.withCheckpoints(folder, checkpointSeconds);
    }

    /** The recipe to run: a checkpoint of a version whose presets had no shift is resumed without one. */
    StyleRecipe toResume(StyleRecipe recipe) throws IOException {
        return resume != null
                        && StyleCheckpoints.recipe(resume)
                                .filter(begun -> begun.optimizer().shift() == 0)
                                .isPresent()
                ? recipe.withShift(0)
                : recipe;
    }

    /** The snapshot to resume from; null to start from the beginning. */
    @Nullable
    Snapshot resumeSnapshot(@Nullable StyleCheckpoints checkpoints) throws IOException {
        if (resume == null || checkpoints == null) {
            return null;
        }
        return checkpoints
                .loadLatest()
                .orElseThrow(() -> new IOException(
                        "There is no checkpoint in %s; the run was stopped before its first one. Start again with --checkpoint %s."
                                .formatted(resume, resume)));
    }
}
