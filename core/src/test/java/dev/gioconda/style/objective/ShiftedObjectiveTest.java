package dev.gioconda.style.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ShiftedObjectiveTest {

    private static final List<String> SMALL = List.of(
            "content.layers=[\"block2_conv1\"]",
            "style.layers=[\"block1_conv1\"]",
            "style.weights=[1.0]",
            "style.weight=0.0",
            "smoothness.weight=0.0");

    @Test
    void content_image_is_shifted_with_the_pixels() throws IOException {
        StyleRecipe recipe =
                StyleRecipes.withChanges(StyleRecipes.read("balanced", SMALL), List.of("optimiser.shift=3"));
        torch.manual_seed(1);
        FeatureExtractor extractor = new FeatureExtractor(
                BackboneSpec.parse("vgg19:width=0.0625").build(0),
                Normalization.IMAGENET,
                Precision.FLOAT32,
                Border.REPLICATE,
                1);
        try (PointerScope scope = new PointerScope()) {
            Tensor content = torch.rand(1, 3, 64, 192);
            StyleInput style = new StyleInput(torch.rand(1, 3, 64, 64), 1, null);
            try (WholeImageObjective objective =
                    new WholeImageObjective(extractor, recipe, content, List.of(style), null)) {
                for (int iteration = 0; iteration < 9; iteration++) {
                    Tensor same = content.clone().requires_grad_(true);
                    assertThat(Tensors.scalar(
                                    objective.backward(same, iteration).content()))
                            .isCloseTo(0, offset(1e-6));
                    Tensor other = content.flip(3).clone().requires_grad_(true);
                    assertThat(Tensors.scalar(
                                    objective.backward(other, iteration).content()))
                            .isGreaterThan(0.01);
                    assertThat(Tensors.scalar(other.grad().abs().sum())).isGreaterThan(0);
                }
            }
        }
    }

    @Test
    void recipes_without_a_shift_are_read_and_written_as_before() throws IOException {
        StyleRecipe recipe = StyleRecipes.read("gatys", List.of());
        assertThat(recipe.optimizer().shift()).isZero();
        assertThat(StyleRecipes.toToml(recipe)).doesNotContain("shift");
        StyleRecipe shifted = StyleRecipes.read("balanced", List.of("optimiser.shift=5"));
        assertThat(StyleRecipes.parse(StyleRecipes.toToml(shifted), "text")).isEqualTo(shifted);
        assertThat(StyleRecipes.read("gatys", List.of("optimiser.kind=lbfgs", "optimiser.shift=5"))
                        .optimizer()
                        .usedShift())
                .isZero();
        assertThatThrownBy(() -> StyleRecipes.read("balanced", List.of("optimiser.shift=-1")))
                .hasMessageContaining("optimiser.shift is -1");
    }
}
