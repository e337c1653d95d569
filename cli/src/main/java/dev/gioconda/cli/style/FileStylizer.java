package dev.gioconda.cli.style;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.OutputOptions;
import dev.gioconda.cli.command.ProgramVersion;
import dev.gioconda.cli.command.ShutdownSignal;
import dev.gioconda.file.FolderLock;
import dev.gioconda.image.Picture;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.checkpoint.StyleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Stylizes content files for {@code gioconda style}: reads a {@link StyleTask}, computes it as a {@link StyleRun}, writes the PNG file and
 * reports.
 *
 * @param loadedRecipe recipe and network
 * @param inputs the images
 * @param files output, preview and checkpoints
 * @param resolved the recipe with its name, for the report
 * @param earlier provenance of an earlier image to reproduce; null for none
 */
record FileStylizer(
        LoadedRecipe loadedRecipe,
        StyleInputs inputs,
        StyleRunOptions files,
        StyleOptions.ResolvedStyle resolved,
        @Nullable Provenance earlier,
        OutputOptions output) {

    /** Prints an error. */
    void printError(String message) {
        output.printError(message);
    }

    /** Stylizes an image, and writes the best result even if the run is stopped. */
    StyleTransfer.StyleResult stylize(Path contentFile, Path file) throws IOException {
        try (FolderLock lock = files.lockCheckpoints()) {
            return stylizeLocked(contentFile, file);
        }
    }

    private StyleTransfer.StyleResult stylizeLocked(Path contentFile, Path file) throws IOException {
        StyleTask task = inputs.readTask(contentFile, earlier, StyleInputs.DEFAULT_SIZE);
        StyleTaskCheck.warnings(task).forEach(output.err()::println);
        output.err().flush();
        StyleRun styleRun = files.withCheckpoints(StyleRun.of(loadedRecipe, task));
        Provenance provenance = provenance(contentFile, task.mask(), styleRun);
        Snapshot snapshot = files.resumeSnapshot(styleRun.checkpoints());
        if (snapshot == null) {
            CostEstimatePrinter.print(loadedRecipe.transfer(), task, 1, output.err());
        }
        try (StyleProgressView view = new StyleProgressView(output.err(), files.preview());
                ShutdownSignal shutdown = ShutdownSignal.register()) {
            StyleTransfer.StyleResult result =
                    styleRun.stylize(snapshot, progress -> view.test(progress) && !shutdown.requested());
            view.close();
            OutputFile.write(file, StyleRun.png(result, provenance));
            report(file, task, result, view);
            return result;
        }
    }

    private @Nullable Provenance provenance(Path contentFile, @Nullable Picture mask, StyleRun styleRun)
            throws IOException {
        if (!files.settings() && earlier == null) {
            return null;
        }
        Provenance current = styleRun.provenance(
                ProgramVersion.text(),
                inputs.provenanceInputs(contentFile, mask, earlier),
                resolved.preset(),
                resolved.tuned(),
                torch.get_num_threads());
        if (earlier != null) {
            earlier.differences(current)
                    .forEach(difference -> output.err().println("Differs from --settings-from: " + difference));
            output.err().flush();
        }
        return current;
    }

    private void report(Path file, StyleTask task, StyleTransfer.StyleResult result, StyleProgressView view) {
        if (output.json()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("output", file.toString());
            line.put("width", result.image().width());
            line.put("height", result.image().height());
            line.put("preset", resolved.preset());
            if (resolved.tuned() != null) {
                line.put("tuned", resolved.tuned().version());
            }
            line.put("backbone", loadedRecipe.backbone());
            line.put("weights", loadedRecipe.weights());
            line.put("seed", task.seed());
            line.put("iterations", result.iterations());
            line.put("whole", result.completed());
            line.put("seconds", result.seconds());
            line.put("threads", torch.get_num_threads());
            line.put("losses", result.losses());
            line.put("history", view.history());
            output.out().println(JsonLines.line(line));
        } else {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %d x %d, %d iterations in %.1f s, loss %.4g%s%n",
                            file,
                            result.image().width(),
                            result.image().height(),
                            result.iterations(),
                            result.seconds(),
                            result.losses().total(),
                            result.completed() ? "" : "; stopped early");
        }
        output.out().flush();
    }
}
