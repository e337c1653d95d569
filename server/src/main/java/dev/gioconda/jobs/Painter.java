package dev.gioconda.jobs;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.style.LoadedStyle;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.checkpoint.StyleCheckpoints;
import dev.gioconda.style.checkpoint.StyleRun;
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
 * Runs one style transfer job and resumes it where an earlier attempt was stopped.
 *
 * @param program its name and version, for the settings in the picture
 * @param workFolder of the checkpoints, a folder per job
 * @param checkpointSeconds seconds between two checkpoints
 * @param threads to paint on
 */
record Painter(String program, Path workFolder, double checkpointSeconds, int threads) {

    private static final Logger LOG = LoggerFactory.getLogger(Painter.class);

    /** The result. */
    record PaintResult(Picture picture, byte[] png, boolean complete) {}

    /**
     * Paints.
     *
     * @param progressListener is called after every iteration; false stops with the best image so far
     */
    PaintResult paint(Job job, Picture content, Picture style, Predicate<StyleProgress> progressListener)
            throws IOException {
        torch.set_num_threads(threads); // of this thread
        JobSpec spec = job.spec();
        LoadedStyle loadedStyle = LoadedStyle.load(spec.recipe(), spec.seed());
        StyleTask task = StyleTask.of(content, style, spec.size(), spec.seed());
        StyleRun run = StyleRun.of(loadedStyle, task).withCheckpoints(folder(job.id()), checkpointSeconds);
        StyleTransfer.StyleResult result = run.stylize(resumeSnapshot(run, job.id()), progressListener);
        Provenance provenance = spec.embedSettings() ? provenance(run, job) : null;
        return new PaintResult(result.image(), StyleRun.png(result, provenance), result.completed());
    }

    /** The checkpoint to resume from; null for none or when it is damaged: then the job starts again and does not fail. */
    private @Nullable Snapshot resumeSnapshot(StyleRun run, String id) throws IOException {
        StyleCheckpoints checkpoints = run.checkpoints();
        try {
            return checkpoints == null ? null : checkpoints.loadLatest().orElse(null);
        } catch (IOException | RuntimeException damaged) {
            LOG.warn("A checkpoint cannot be resumed from; its job starts again.", damaged);
            deleteCheckpoints(id);
            Files.createDirectories(folder(id));
            return null;
        }
    }

    private Path folder(String id) {
        return workFolder.resolve(id);
    }

    /** Whether there is a checkpoint to resume from. */
    boolean checkpointed(String id) throws IOException {
        return files(folder(id)).size() > 1;
    }

    /** The jobs of which checkpoints lie here. */
    List<String> checkpointed() throws IOException {
        if (!Files.isDirectory(workFolder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(workFolder)) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    /** Removes a job's checkpoints. */
    void deleteCheckpoints(String id) throws IOException {
        for (Path file : files(folder(id))) {
            Files.deleteIfExists(file);
        }
    }

    /** The folder and all its entries, the innermost first. */
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

    private Provenance provenance(StyleRun run, Job job) throws IOException {
        Provenance.SourceFile content = source("content.png", run.task().content());
        Provenance.SourceFile style =
                source(job.styleName(), run.task().styles().get(0).picture());
        JobSpec spec = job.spec();
        return run.provenance(program, Provenance.Inputs.of(content, style), spec.preset(), spec.tuned(), threads);
    }

    private static Provenance.SourceFile source(String name, Picture picture) {
        return new Provenance.SourceFile(name, Hashes.sha256(PictureWriter.png(picture)), 1);
    }
}
