package dev.gioconda.cli.style;

import dev.gioconda.cli.command.Interruption;
import dev.gioconda.cli.command.Json;
import dev.gioconda.cli.command.PictureFile;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.Studio;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.checkpoint.StyleCheckpoints;
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
 * @param studio how
 * @param pictures what
 * @param run what is kept
 * @param chosen what was asked for, for the report
 * @param earlier the painting that is repeated; null for none
 */
record StyleJob(
        Studio studio,
        StylePictures pictures,
        StyleRunOptions run,
        StyleOptions.Chosen chosen,
        @Nullable Provenance earlier,
        PrintWriter out,
        PrintWriter err) {

    /** Paints, and writes what came out even when it was stopped. */
    StyleTransfer.Result paint(Path photograph, Path output) throws IOException {
        StyleTask task = pictures.task(photograph, earlier, StylePictures.SIZE);
        Provenance provenance = provenance(photograph, task);
        StyleCheckpoints checkpoints = run.checkpoints(studio, task);
        Snapshot begin = run.begin(checkpoints);
        if (begin == null) {
            StyleForecast.tell(studio.transfer(), task, 1, err);
        }
        try (StyleView view = new StyleView(err, run.preview());
                Interruption interruption = Interruption.awaited()) {
            StyleTransfer.Result result = studio.transfer().paint(task, begin, progress -> {
                boolean goOn = view.test(progress) && !interruption.asked();
                if (checkpoints != null && goOn) {
                    checkpoints.accept(progress);
                } else if (checkpoints != null) {
                    checkpoints.save(progress);
                }
                return goOn;
            });
            view.close();
            PictureFile.write(
                    output,
                    provenance == null || !result.whole()
                            ? PictureWriter.png(result.picture())
                            : PictureWriter.png(result.picture(), Provenance.KEYWORD, provenance.toJson()));
            report(output, task, result, view);
            return result;
        }
    }

    private @Nullable Provenance provenance(Path photograph, StyleTask task) throws IOException {
        if (!run.settings() && earlier == null) {
            return null;
        }
        Provenance now = pictures.provenance(photograph, studio, torch.get_num_threads(), task, earlier, chosen);
        if (earlier != null) {
            earlier.differences(now).forEach(difference -> err.println("Not the same: " + difference));
            err.flush();
        }
        return now;
    }

    private void report(Path output, StyleTask task, StyleTransfer.Result result, StyleView view) {
        if (run.json()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("output", output.toString());
            line.put("width", result.picture().width());
            line.put("height", result.picture().height());
            line.put("preset", chosen.preset());
            if (chosen.tuned() != null) {
                line.put("tuned", chosen.tuned().version());
            }
            line.put("backbone", studio.backbone());
            line.put("weights", studio.weights());
            line.put("seed", task.seed());
            line.put("iterations", result.iterations());
            line.put("whole", result.whole());
            line.put("seconds", result.seconds());
            line.put("threads", torch.get_num_threads());
            line.put("losses", result.losses());
            line.put("history", view.history());
            out.println(Json.line(line));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s: %d x %d, %d iterations in %.1f s, loss %.4g%s%n",
                    output,
                    result.picture().width(),
                    result.picture().height(),
                    result.iterations(),
                    result.seconds(),
                    result.losses().total(),
                    result.whole() ? "" : "; stopped before its end");
        }
        out.flush();
    }
}
