package dev.gioconda.style.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.style.SmallPainting;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A painting at once, and one that ended in between and went on, are the same picture bit for bit. */
class StyleCheckpointsTest {

    private static int threads;

    @TempDir
    private Path folder;

    @BeforeAll
    static void useOneThread() {
        threads = torch.get_num_threads();
        torch.set_num_threads(1); // as the child does
    }

    @AfterAll
    static void useAllThreads() {
        torch.set_num_threads(threads);
    }

    private StyleCheckpoints checkpoints(StyleRecipe recipe, StyleTask task) throws IOException {
        return new StyleCheckpoints(folder, recipe, "tiny", task, 0);
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
    void a_painting_that_broke_down_ends_as_the_same_picture(String optimiser, int last) throws IOException {
        StyleRecipe recipe = SmallPainting.recipe(optimiser);
        StyleTask task = SmallPainting.task(7);
        StyleTransfer transfer = SmallPainting.transfer(recipe);
        StyleTransfer.Result atOnce = transfer.paint(task);

        StyleCheckpoints before = checkpoints(recipe, task);
        Predicate<StyleProgress> breaking = progress -> {
            before.accept(progress);
            if (progress.done() == last) {
                throw new IllegalStateException("the power is gone");
            }
            return true;
        };
        assertThatThrownBy(() -> transfer.paint(task, breaking)).hasMessage("the power is gone");
        Snapshot saved = checkpoints(recipe, task).last().orElseThrow();
        StyleTransfer.Result goneOn = SmallPainting.transfer(recipe).paint(task, saved, progress -> true);

        assertThat(goneOn.picture().rgb()).isEqualTo(atOnce.picture().rgb());
        assertThat(goneOn.losses()).isEqualTo(atOnce.losses());
        assertThat(goneOn.iterations()).isEqualTo(atOnce.iterations());
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void a_painting_whose_machine_was_killed_at_any_moment_ends_as_the_same_picture() throws Exception {
        String optimiser = "optimiser.kind=adam";
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SmallPainting.class.getName(),
                        folder.toString(),
                        optimiser)
                .redirectError(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("1");
            Thread.sleep(System.nanoTime() % 100); // anywhere between two of its steps
        } finally {
            child.destroyForcibly().waitFor();
        }
        StyleRecipe recipe = SmallPainting.recipe(optimiser);
        StyleTask task = SmallPainting.task(7);
        Snapshot saved = checkpoints(recipe, task).last().orElseThrow();
        StyleTransfer transfer = SmallPainting.transfer(recipe);

        assertThat(transfer.paint(task, saved, progress -> true).picture().rgb())
                .isEqualTo(transfer.paint(task).picture().rgb());
    }

    @Test
    void a_checkpoint_of_another_painting_is_refused_with_what_differs() throws IOException {
        StyleRecipe recipe = SmallPainting.recipe();
        StyleTask task = SmallPainting.task(7);
        assertThat(checkpoints(recipe, task).last()).isEmpty();
        StyleCheckpoints checkpoints = checkpoints(recipe, task);
        SmallPainting.transfer(recipe).paint(task, progress -> {
            checkpoints.accept(progress);
            return progress.done() < 3;
        });
        assertThatThrownBy(() -> checkpoints(recipe, SmallPainting.task(8)).last())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its seed differ");
        StyleTask other = new StyleTask(
                SmallPainting.face(64, 56, 3), task.styles(), task.mask(), task.start(), task.longSide(), task.seed());
        assertThatThrownBy(() -> checkpoints(SmallPainting.recipe("style.weight=2"), other)
                        .last())
                .hasMessageContaining("its recipe, content differ");
        assertThat(checkpoints(recipe, task).last()).isPresent();
    }

    @Test
    void a_half_written_checkpoint_is_none() throws IOException {
        StyleRecipe recipe = SmallPainting.recipe();
        StyleTask task = SmallPainting.task(7);
        Files.createDirectories(folder.resolve("step-000009.draft"));
        Files.write(folder.resolve("step-000009.draft/tensors.safetensors"), new byte[5]);
        assertThat(checkpoints(recipe, task).last()).isEmpty();
        assertThat(List.of(folder.toFile().list())).containsExactly("step-000009.draft");
    }
}
