package dev.gioconda.jobs;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.store.Sha256;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.Studio;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.checkpoint.StyleCheckpoints;
import dev.gioconda.style.recipe.Tuned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paints one job, going on where an earlier attempt was stopped.
 *
 * @param program its name and version, for the settings in the picture
 * @param work where checkpoints lie, a folder a job
 * @param every how many seconds lie between two checkpoints
 * @param cores to paint on
 */
record Painter(String program, Path work, double every, int cores) {

    private static final Logger LOG = LoggerFactory.getLogger(Painter.class);

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
        Snapshot begin = last(checkpoints, job.id());
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

    /** Where it stood; null where it begins, also because what lies there is damaged: hours are better lost than a painting. */
    private @Nullable Snapshot last(StyleCheckpoints checkpoints, String id) throws IOException {
        try {
            return checkpoints.last().orElse(null);
        } catch (IOException | RuntimeException damaged) {
            LOG.warn("A checkpoint cannot be gone on with, and its painting begins again.", damaged);
            forget(id);
            Files.createDirectories(folder(id));
            return null;
        }
    }

    private Path folder(String id) {
        return work.resolve(id);
    }

    /** Whether there is something to go on with. */
    boolean begun(String id) throws IOException {
        return files(folder(id)).size() > 1;
    }

    /** The jobs of which checkpoints lie here. */
    List<String> begun() throws IOException {
        if (!Files.isDirectory(work)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(work)) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    /** Removes a job's checkpoints. */
    void forget(String id) throws IOException {
        for (Path file : files(folder(id))) {
            Files.deleteIfExists(file);
        }
    }

    /** The folder and all that lies in it, the innermost first. */
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
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
