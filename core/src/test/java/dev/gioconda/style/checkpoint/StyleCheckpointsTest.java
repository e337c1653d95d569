package dev.gioconda.style.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.process.ChildJvm;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.SmallStyleTransferFixture;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An uninterrupted style transfer and one that was interrupted and resumed give the same image bit for bit. */
@Tag("integration")
@ExtendWith(SingleThreadExtension.class) // as the child does
class StyleCheckpointsTest {

    @TempDir
    private Path folder;

    private StyleCheckpoints checkpoints(StyleRecipe recipe, StyleTask task) throws IOException {
        return new StyleCheckpoints(folder, recipe, "tiny", task, 0);
    }

    @Test
    void run_continues_without_a_checkpoint_that_cannot_be_written() throws IOException {
        StyleRecipe recipe = SmallStyleTransferFixture.recipe();
        LoadedRecipe loaded = LoadedRecipe.load(recipe, 1);
        Path checkpoints = folder.resolve("checkpoints");
        StyleRun run = StyleRun.of(loaded, SmallStyleTransferFixture.task(1)).withCheckpoints(checkpoints, 0);
        Files.delete(checkpoints);
        Files.createFile(checkpoints); // no folder can be created in a file
        AtomicInteger failures = new AtomicInteger();
        StyleTransfer.StyleResult result = run.stylize(
                null,
                progress -> {
                    if (progress.completed() == 10) {
                        deleteFile(checkpoints);
                    }
                    return true;
                },
                failed -> failures.incrementAndGet());
        assertThat(result.completed()).isTrue();
        assertThat(failures).hasValue(9);
        assertThat(checkpoints).as("written again").isDirectoryContaining("glob:**step-*");
        StyleRun strict = StyleRun.of(loaded, SmallStyleTransferFixture.task(1)).withCheckpoints(checkpoints, 0);
        Files.move(checkpoints, folder.resolve("moved"));
        Files.createFile(checkpoints);
        assertThatThrownBy(() -> strict.stylize(null, progress -> true)).isInstanceOf(UncheckedIOException.class);
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest(name = "{0}, stopped after {1} iterations")
    @CsvSource({
        "optimiser.kind=adam, 1",
        "optimiser.kind=adam, 7",
        "optimiser.kind=adam, 8",
        "optimiser.kind=adam, 12",
        "optimiser.kind=sgd, 10",
        "optimiser.kind=lbfgs, 5",
        "optimiser.kind=lbfgs, 11"
    })
    void resume_after_failure_gives_the_same_image(String optimizer, int last) throws IOException {
        StyleRecipe recipe = SmallStyleTransferFixture.recipe(optimizer);
        StyleTask task = SmallStyleTransferFixture.task(7);
        StyleTransfer transfer = SmallStyleTransferFixture.transfer(recipe);
        StyleTransfer.StyleResult uninterrupted = transfer.stylize(task);

        StyleCheckpoints before = checkpoints(recipe, task);
        Predicate<StyleProgress> failingListener = progress -> {
            before.accept(progress);
            if (progress.completed() == last) {
                throw new IllegalStateException("the power is gone");
            }
            return true;
        };
        assertThatThrownBy(() -> transfer.stylize(task, failingListener)).hasMessage("the power is gone");
        Snapshot saved = checkpoints(recipe, task).loadLatest().orElseThrow();
        StyleTransfer.StyleResult resumed =
                SmallStyleTransferFixture.transfer(recipe).stylize(task, saved, progress -> true);

        assertThat(resumed.image().rgb()).isEqualTo(uninterrupted.image().rgb());
        assertThat(resumed.losses()).isEqualTo(uninterrupted.losses());
        assertThat(resumed.iterations()).isEqualTo(uninterrupted.iterations());
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void resume_after_kill_gives_the_same_image() throws Exception {
        String optimizer = "optimiser.kind=adam";
        Process child = ChildJvm.of(List.of("-Xmx256m"), SmallStyleTransferFixture.class, folder.toString(), optimizer)
                .redirectError(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("1");
            Thread.sleep(System.nanoTime() % 100); // anywhere between two of its steps
        } finally {
            child.destroyForcibly().waitFor();
        }
        StyleRecipe recipe = SmallStyleTransferFixture.recipe(optimizer);
        StyleTask task = SmallStyleTransferFixture.task(7);
        Snapshot saved = checkpoints(recipe, task).loadLatest().orElseThrow();
        StyleTransfer transfer = SmallStyleTransferFixture.transfer(recipe);

        assertThat(transfer.stylize(task, saved, progress -> true).image().rgb())
                .isEqualTo(transfer.stylize(task).image().rgb());
    }

    @Test
    void checkpoint_of_another_task_is_rejected() throws IOException {
        StyleRecipe recipe = SmallStyleTransferFixture.recipe();
        StyleTask task = SmallStyleTransferFixture.task(7);
        assertThat(checkpoints(recipe, task).loadLatest()).isEmpty();
        StyleCheckpoints checkpoints = checkpoints(recipe, task);
        SmallStyleTransferFixture.transfer(recipe).stylize(task, progress -> {
            checkpoints.accept(progress);
            return progress.completed() < 3;
        });
        assertThatThrownBy(() ->
                        checkpoints(recipe, SmallStyleTransferFixture.task(8)).loadLatest())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its seed differ");
        StyleTask other = new StyleTask(
                SmallStyleTransferFixture.face(64, 56, 3),
                task.styles(),
                task.mask(),
                task.initialImage(),
                task.longSide(),
                task.seed());
        assertThatThrownBy(() -> checkpoints(SmallStyleTransferFixture.recipe("style.weight=2"), other)
                        .loadLatest())
                .hasMessageContaining("its recipe, content differ");
        assertThat(checkpoints(recipe, task).loadLatest()).isPresent();
    }

    @Test
    void partial_checkpoint_is_ignored() throws IOException {
        StyleRecipe recipe = SmallStyleTransferFixture.recipe();
        StyleTask task = SmallStyleTransferFixture.task(7);
        Files.createDirectories(folder.resolve("step-000009.draft"));
        Files.write(folder.resolve("step-000009.draft/tensors.safetensors"), new byte[5]);
        assertThat(checkpoints(recipe, task).loadLatest()).isEmpty();
        assertThat(List.of(folder.toFile().list())).containsExactly("step-000009.draft");
    }
}
