package dev.gioconda.train.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingRecipeTest {

    @TempDir
    private Path folder;

    @Test
    void a_written_recipe_is_read_back() throws IOException {
        EmbeddingRecipe recipe = EmbeddingRecipe.read(null, List.of("training.epochs=3", "mixing.morph=0.1"));
        Path file = Files.writeString(folder.resolve("recipe.toml"), recipe.toToml());
        assertThat(EmbeddingRecipe.read(file, List.of())).isEqualTo(recipe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pruning=0",
                "features=-1",
                "relations=-0.5",
                "mixing.morph=0.9",
                "mixing.low-resolution=2",
                "teacher=1"
            })
    void invalid_values_are_rejected_with_their_key(String change) {
        String path = change.substring(0, change.indexOf('='));
        String key = path.substring(path.indexOf('.') + 1);
        assertThatThrownBy(() -> EmbeddingRecipe.read(null, List.of(change)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
