package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesTest {

    static final List<String> PRESETS = Recipes.PRESETS;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("PRESETS")
    void preset_survives_toml_round_trip(String preset) throws IOException {
        Recipe recipe = Recipes.read(preset, List.of());
        Path file = Files.writeString(folder.resolve("config.toml"), Recipes.toToml(recipe));
        assertThat(Recipes.read(file.toString(), List.of())).isEqualTo(recipe);
    }

    @Test
    void study_preset_has_the_published_values() throws IOException {
        Recipe recipe = Recipes.read("study-cnn", List.of());
        assertThat(recipe.training().optimizer()).isEqualTo(Recipe.TrainingOptimizer.ADAM);
        assertThat(recipe.training().schedule()).isEqualTo(LearningRateSchedule.STUDY);
        assertThat(recipe.training().learningRate()).isEqualTo(0.001);
        assertThat(recipe.training().decay()).isEqualTo(0.0001);
        assertThat(recipe.training().mixup() + recipe.training().labelSmoothing() + recipe.auxiliary())
                .isZero();
    }

    @Test
    void attribute_case_survives_the_round_trip() throws IOException {
        Recipe recipe = Recipes.read("compact", List.of("target=HAT_2"));
        Path file = Files.writeString(folder.resolve("config.toml"), Recipes.toToml(recipe));
        assertThat(Recipes.read(file.toString(), List.of()).target()).isEqualTo("HAT_2");
    }

    @Test
    void settings_are_applied_in_order() throws IOException {
        Recipe recipe = Recipes.read(
                "compact",
                List.of(
                        "training.epochs=3",
                        "training.epochs=5",
                        "training.schedule=study",
                        "target=Big Lips",
                        "input.grey=true",
                        "training.learning-rate=1"));
        assertThat(recipe.training().epochs()).isEqualTo(5);
        assertThat(recipe.training().schedule()).isEqualTo(LearningRateSchedule.STUDY);
        assertThat(recipe.target()).isEqualTo("Big Lips");
        assertThat(recipe.input().grey()).isTrue();
        assertThat(recipe.training().learningRate()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.epoch=5    | Unknown setting \"training.epoch\"; expected one of [epochs, batch,",
                "trainig.epochs=5    | Unknown setting \"trainig.epochs\"; expected one of [network, target,",
                "network.depth=5     | Unknown setting \"network.depth\"; expected one of [network, target,",
                "nonsense=5          | Unknown setting \"nonsense\"; expected one of [network, target,",
                "training=5          | training",
                "training.epochs     | expected key=value, such as training.epochs=5",
                "training.epochs=x   | training.epochs=x",
                "training.epochs=2.7 | 2.7",
                "training.epochs='7' | epochs",
                "training.epochs=0   | training.epochs is 0; expected at least 1",
                "training.batch=1    | training.batch is 1; expected at least 2",
                "training.mixup=2    | training.mixup is 2.0; expected in [0, 1]",
                "training.schedule=x | not one of the values accepted",
                "flip-average=1      | flip-average"
            })
    void invalid_setting_error_lists_the_known_settings(String setting, String message) {
        assertThatThrownBy(() -> Recipes.read("compact", List.of(setting)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epochs = 40\nepoch = 5", "epochs = \"five\"", "epochs = 5.5", "epochs = ", "[x]"})
    void invalid_file_is_named_in_the_error(String wrong) throws IOException {
        String toml = Recipes.toToml(Recipes.read("compact", List.of())).replaceFirst("epochs = \\d+", wrong);
        Path file = Files.writeString(folder.resolve("mine.toml"), toml);
        assertThatThrownBy(() -> Recipes.read(file.toString(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mine.toml")
                .hasMessageContaining(wrong.endsWith("epoch = 5") ? "expected one of" : "");
    }

    @Test
    void value_in_place_of_a_table_is_rejected() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.toml"), "training = 5\n");
        assertThatThrownBy(() -> Recipes.read(file.toString(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mine.toml");
    }

    @Test
    void unknown_preset_error_lists_the_presets() {
        assertThatThrownBy(() -> Recipes.read("vgg19", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"vgg19\" is neither a preset nor a file; the presets are "
                        + "[study-cnn, compact, smile, study-vgg19, transfer].");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.001", "24.99, 0.001", "25, 0.0005", "49.9, 0.0005", "50, 0.0003", "99.9, 0.0003", "100, 0.0001"})
    void study_learning_rate_falls_in_steps(double epoch, double rate) {
        assertThat(LearningRateSchedule.STUDY.rate(0.001, epoch, 120)).isCloseTo(rate, within(1e-12));
    }

    @Test
    void one_cycle_rises_for_a_quarter_and_falls_to_zero() {
        assertThat(LearningRateSchedule.ONE_CYCLE.rate(0.5, 0, 40)).isCloseTo(0.02, within(1e-12));
        assertThat(LearningRateSchedule.ONE_CYCLE.rate(0.5, 5, 40)).isCloseTo(0.26, within(1e-12));
        assertThat(LearningRateSchedule.ONE_CYCLE.rate(0.5, 10, 40)).isCloseTo(0.5, within(1e-12));
        assertThat(LearningRateSchedule.ONE_CYCLE.rate(0.5, 25, 40)).isCloseTo(0.25, within(1e-12));
        assertThat(LearningRateSchedule.ONE_CYCLE.rate(0.5, 39.99, 40)).isLessThan(1e-6);
        assertThat(LearningRateSchedule.COSINE.rate(0.5, 2, 40)).isCloseTo(0.5, within(1e-12));
        assertThat(LearningRateSchedule.COSINE.rate(0.5, 40, 40)).isCloseTo(0, within(1e-12));
        assertThat(LearningRateSchedule.CONSTANT.rate(0.5, 17, 40)).isEqualTo(0.5);
    }

    @Test
    void run_folder_is_never_shared() throws IOException {
        Recipe recipe = Recipes.read("compact", List.of());
        RunFolder.RunInfo job =
                new RunFolder.RunInfo("compact", "20261124-101500", java.util.Map.of("data", "synthetic"));
        RunFolder run = RunFolder.create(folder, job, Recipes.toToml(recipe));
        assertThat(run.info()).isEqualTo(job);
        assertThat(Recipes.read(run.config().toString(), List.of())).isEqualTo(recipe);
        assertThatThrownBy(() -> RunFolder.create(folder, job, Recipes.toToml(recipe)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exists already");
        assertThat(Recipes.read(run.config().toString(), List.of())).isEqualTo(recipe);
        assertThatThrownBy(() -> new RunFolder(folder).info()).hasMessageContaining("is not a run folder");
    }
}
