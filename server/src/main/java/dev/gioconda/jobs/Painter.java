package dev.gioconda.jobs;

import dev.gioconda.file.Trees;
import dev.gioconda.image.Picture;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.checkpoint.StyleCheckpoints;
import dev.gioconda.style.checkpoint.StyleRun;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one style transfer job and resumes it where an earlier attempt was stopped.
 *
 * @param program name and version, for the settings embedded in images
 * @param workFolder contains a folder of checkpoints for each job
 * @param checkpointSeconds seconds between two checkpoints
 * @param threads of libtorch
 */
record Painter(String program, Path workFolder, double checkpointSeconds, int threads) {

    private static final Logger LOG = LoggerFactory.getLogger(Painter.class);

    /** The stylized image, as pixels and as a PNG file. */
    record PaintResult(Picture picture, byte[] png, boolean complete) {}

    /**
     * Runs a job.
     *
     * @param progressListener is called after every iteration; false stops with the best image so far
     * @throws WorkFolderException if the folder of the checkpoints cannot be created; a checkpoint that cannot be written is left out
     */
    PaintResult paint(Job job, StoredImage content, StoredImage style, Predicate<StyleProgress> progressListener)
            throws IOException {
        torch.set_num_threads(threads); // applies to this thread
        JobSpec spec = job.spec();
        LoadedRecipe loadedRecipe = LoadedRecipe.load(recipe(job), spec.seed());
        StyleTask task = StyleTask.of(content.decode(), style.decode(), spec.size(), spec.seed());
        StyleRun run = withCheckpoints(StyleRun.of(loadedRecipe, task), job.id());
        boolean[] reported = {false};
        StyleTransfer.StyleResult result = run.stylize(resumeSnapshot(run, job.id()), progressListener, failed -> {
            if (!reported[0]) { // once for each attempt
                LOG.warn(
                        "The job {} continues without a checkpoint: {}. Free disk space in the work folder.",
                        job.id(),
                        String.valueOf(failed.getCause()));
                reported[0] = true;
            }
        });
        Provenance provenance = spec.embedSettings() ? provenance(run, job, content, style) : null;
        return new PaintResult(result.image(), StyleRun.png(result, provenance), result.completed());
    }

    /** The recipe of the job's checkpoint, which its preset may not have any more; without a readable one that of the preset. */
    private StyleRecipe recipe(Job job) throws IOException {
        try {
            Optional<StyleRecipe> begun = StyleCheckpoints.recipe(folder(job.id()));
            if (begun.isPresent()) {
                return begun.get();
            }
        } catch (IOException | RuntimeException damaged) {
            LOG.warn("The recipe of a checkpoint cannot be read; its job starts again.", damaged);
        }
        return job.spec().recipe();
    }

    /** The checkpoint to resume from; null if there is none or it is damaged, so that the job starts again instead of failing. */
    private @Nullable Snapshot resumeSnapshot(StyleRun run, String id) throws WorkFolderException {
        StyleCheckpoints checkpoints = run.checkpoints();
        try {
            return checkpoints == null ? null : checkpoints.loadLatest().orElse(null);
        } catch (IOException | RuntimeException damaged) {
            LOG.warn("A checkpoint cannot be read; its job starts again.", damaged);
            emptyFolder(id);
            return null;
        }
    }

    private StyleRun withCheckpoints(StyleRun run, String id) throws WorkFolderException {
        try {
            return run.withCheckpoints(folder(id), checkpointSeconds);
        } catch (IOException failed) {
            throw new WorkFolderException(failed);
        }
    }

    private void emptyFolder(String id) throws WorkFolderException {
        try {
            deleteCheckpoints(id);
            Files.createDirectories(folder(id));
        } catch (IOException failed) {
            throw new WorkFolderException(failed);
        }
    }

    private Path folder(String id) {
        return workFolder.resolve(id);
    }

    /** Whether there is a checkpoint to resume from. */
    boolean hasCheckpoint(String id) throws IOException {
        if (!Files.isDirectory(folder(id))) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder(id))) {
            return entries.findAny().isPresent();
        }
    }

    /** The ids of the jobs that have checkpoints. */
    List<String> checkpointedJobs() throws IOException {
        if (!Files.isDirectory(workFolder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(workFolder)) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    /** Removes a job's checkpoints. */
    void deleteCheckpoints(String id) throws IOException {
        Trees.delete(folder(id));
    }

    private Provenance provenance(StyleRun run, Job job, StoredImage content, StoredImage style) throws IOException {
        JobSpec spec = job.spec();
        Provenance.Inputs inputs = Provenance.Inputs.of(source("content.png", content), source(job.styleName(), style));
        return run.provenance(program, inputs, spec.preset(), spec.tuned(), threads);
    }

    private static Provenance.SourceFile source(String name, StoredImage image) {
        return new Provenance.SourceFile(name, image.sha256(), 1);
    }
}
