package dev.gioconda.cli.style;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.ProgramVersion;
import dev.gioconda.cli.command.ShutdownSignal;
import dev.gioconda.style.LoadedStyle;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.checkpoint.StyleRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Paints one photograph after the other: reads, paints, writes, reports.
 *
 * @param loadedStyle how
 * @param inputs what
 * @param run what is kept
 * @param resolved what was asked for, for the report
 * @param repeated the painting that is repeated; null for none
 */
record StyleJob(
        LoadedStyle loadedStyle,
        StyleInputs inputs,
        StyleRunOptions run,
        StyleOptions.ResolvedStyle resolved,
        @Nullable Provenance repeated,
        PrintWriter out,
        PrintWriter err) {

    /** Paints, and writes what came out even when it was stopped. */
    StyleTransfer.StyleResult stylize(Path contentFile, Path output) throws IOException {
        StyleTask task = inputs.readTask(contentFile, repeated, StyleInputs.DEFAULT_SIZE);
        StyleRun styleRun = run.withCheckpoints(StyleRun.of(loadedStyle, task));
        Provenance provenance = provenance(contentFile, styleRun);
        Snapshot snapshot = run.resumeSnapshot(styleRun.checkpoints());
        if (snapshot == null) {
            CostEstimatePrinter.print(loadedStyle.transfer(), task, 1, err);
        }
        try (StyleProgressView view = new StyleProgressView(err, run.preview());
                ShutdownSignal shutdown = ShutdownSignal.register()) {
            StyleTransfer.StyleResult result =
                    styleRun.stylize(snapshot, progress -> view.test(progress) && !shutdown.requested());
            view.close();
            OutputFile.write(output, StyleRun.png(result, provenance));
            report(output, task, result, view);
            return result;
        }
    }

    private @Nullable Provenance provenance(Path contentFile, StyleRun styleRun) throws IOException {
        if (!run.settings() && repeated == null) {
            return null;
        }
        Provenance current = styleRun.provenance(
                ProgramVersion.text(),
                inputs.provenanceInputs(contentFile, repeated),
                resolved.preset(),
                resolved.tuned(),
                torch.get_num_threads());
        if (repeated != null) {
            repeated.differences(current).forEach(difference -> err.println("Not the same: " + difference));
            err.flush();
        }
        return current;
    }

    private void report(Path output, StyleTask task, StyleTransfer.StyleResult result, StyleProgressView view) {
        if (run.json()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("output", output.toString());
            line.put("width", result.image().width());
            line.put("height", result.image().height());
            line.put("preset", resolved.preset());
            if (resolved.tuned() != null) {
                line.put("tuned", resolved.tuned().version());
            }
            line.put("backbone", loadedStyle.backbone());
            line.put("weights", loadedStyle.weights());
            line.put("seed", task.seed());
            line.put("iterations", result.iterations());
            line.put("whole", result.completed());
            line.put("seconds", result.seconds());
            line.put("threads", torch.get_num_threads());
            line.put("losses", result.losses());
            line.put("history", view.history());
            out.println(JsonLines.line(line));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s: %d x %d, %d iterations in %.1f s, loss %.4g%s%n",
                    output,
                    result.image().width(),
                    result.image().height(),
                    result.iterations(),
                    result.seconds(),
                    result.losses().total(),
                    result.completed() ? "" : "; stopped before its end");
        }
        out.flush();
    }
}
