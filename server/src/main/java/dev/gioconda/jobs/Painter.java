package dev.gioconda.jobs;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureWriter;
import dev.gioconda.store.Sha256;
import dev.gioconda.style.Provenance;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.Studio;
import dev.gioconda.style.StyleCheckpoints;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.Tuned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.pytorch.global.torch;

/**
 * Paints one job, going on where an earlier attempt was stopped.
 *
 * @param program its name and version, for the settings in the picture
 * @param work where checkpoints lie, a folder a job
 * @param every how many seconds lie between two checkpoints
 * @param cores to paint on
 */
record Painter(String program, Path work, double every, int cores) {

    /** What came out. */
    record Painted(Picture picture, byte[] png, boolean whole) {}

    /**
     * Paints.
     *
     * @param goOn hears of every iteration; false ends the painting with what is there
     */
    Painted paint(Job job, Picture content, Picture style, Predicate<StyleProgress> goOn) throws IOException {
        torch.set_num_threads(cores); // of this thread
        JobOrder order = job.order();
        Studio studio = Studio.open(order.recipe(), order.seed());
        StyleTask task = new StyleTask(
                content, List.of(new StyleTask.Source(style, 1, null)), null, null, order.size(), order.seed());
        StyleCheckpoints checkpoints =
                new StyleCheckpoints(folder(job.id()), studio.recipe(), studio.weights(), task, every);
        Snapshot begin = checkpoints.last().orElse(null);
        StyleTransfer.Result result = studio.transfer().paint(task, begin, progress -> {
            boolean wanted = goOn.test(progress);
            if (wanted) {
                checkpoints.accept(progress);
            } else {
                checkpoints.save(progress);
            }
            return wanted;
        });
        Picture picture = result.picture();
        byte[] png = order.settings() && result.whole()
                ? PictureWriter.png(
                        picture,
                        Provenance.KEYWORD,
                        provenance(job, studio, content, style).toJson())
                : PictureWriter.png(picture);
        return new Painted(picture, png, result.whole());
    }

    /** Where a job's checkpoints lie. */
    Path folder(String id) {
        return work.resolve(id);
    }

    private Provenance provenance(Job job, Studio studio, Picture content, Picture style) throws IOException {
        Tuned tuned = job.order().tuned();
        return new Provenance(
                Provenance.FORMAT,
                program,
                studio.toml(),
                studio.backbone(),
                studio.weights(),
                studio.weightsSha256(),
                job.order().size(),
                job.order().seed(),
                cores,
                source("content.png", content),
                List.of(source(job.styleName(), style)),
                null,
                null,
                job.order().preset(),
                tuned == null ? null : (Integer) tuned.version());
    }

    private static Provenance.Source source(String name, Picture picture) {
        return new Provenance.Source(name, Sha256.of(PictureWriter.png(picture)), 1);
    }
}
