package dev.gioconda.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyRecipesTest {

    @Test
    void recipes_for_photographs_are_the_presets() throws IOException {
        Map<String, Recipe> recipes = StudyRecipes.read(false, List.of(), recipe -> recipe);
        assertThat(recipes.keySet()).containsExactly("study-cnn", "compact", "study-vgg19", "transfer");
        for (Map.Entry<String, Recipe> recipe : recipes.entrySet()) {
            assertThat(recipe.getValue()).isEqualTo(Recipes.read(recipe.getKey(), List.of()));
        }
    }

    @Test
    void recipes_for_synthetic_portraits_are_short() throws IOException {
        Map<String, Recipe> recipes = StudyRecipes.read(true, List.of(), recipe -> recipe);
        assertThat(recipes.values()).allSatisfy(recipe -> {
            assertThat(recipe.training().epochs()).isEqualTo(10);
            assertThat(recipe.training().mixup()).isZero();
        });
        assertThat(recipes.get("transfer"))
                .extracting(recipe -> recipe.transfer().unfreeze(), recipe -> recipe.input()
                        .rows())
                .containsExactly("3", 64);
    }

    @Test
    void changes_of_the_user_come_last() throws IOException {
        Map<String, Recipe> recipes = StudyRecipes.read(true, List.of("training.epochs=1"), recipe -> recipe);
        assertThat(recipes.values())
                .allSatisfy(recipe -> assertThat(recipe.training().epochs()).isEqualTo(1));
    }

    @Test
    void resolver_sees_each_recipe_with_its_changes() throws IOException {
        Map<String, Recipe> recipes = StudyRecipes.read(
                false,
                List.of("training.epochs=1"),
                recipe -> recipe.withEpochs(1 + recipe.training().epochs()));
        assertThat(recipes.values())
                .hasSize(4)
                .allSatisfy(recipe -> assertThat(recipe.training().epochs()).isEqualTo(2));
    }
}
