package dev.gioconda.style.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gioconda.image.Picture;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.loss.TotalVariation;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
public class TiledObjectiveTest {

    private static final Set<String> LAYERS = Set.of("block1_conv1", "block2_conv1", "block3_conv1", "block4_conv2");
    private static final int HEIGHT = 110;
    private static final int WIDTH = 139;

    public static FeatureExtractor extractor() {
        torch.manual_seed(1);
        return new FeatureExtractor(
                BackboneSpec.parse("vgg19:width=0.125,pooling=average").build(0),
                Normalization.IMAGENET,
                Precision.FLOAT32,
                Border.REPLICATE,
                1);
    }

    public static StyleRecipe recipe(String... changes) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "optimiser.shift=0", // tiles have none
                "style.layers=[\"block1_conv1\", \"block2_conv1\", \"block3_conv1\", \"block4_conv1\"]",
                "style.weights=[1.0, 2.0, 1.0, 1.0]",
                "content.layers=[\"block2_conv2\", \"block4_conv2\"]"));
        all.addAll(List.of(changes));
        return StyleRecipes.read("quick", all);
    }

    /** Smooth shapes with some noise. // [1, 3, height, width] */
    public static Tensor picture(long seed, int height, int width) {
        try (Generator generator = Tensors.generator(seed)) {
            Tensor coarse = Tensors.uniform(generator, 1, 3, 6, 7);
            Tensor fine = Tensors.uniform(generator, 1, 3, height, width);
            return Ops.scale(ImageTensors.resizeMap(coarse, height, width), 0.8).add(Ops.scale(fine, 0.2));
        }
    }

    private static Tensor ramp(int height, int width) {
        return ImageTensors.resizeMap(Tensors.of(new float[] {0, 1, 0.2f, 0.7f}, 1, 1, 2, 2), height, width);
    }

    private static void assertTiledEqualsWhole(StyleRecipe recipe) {
        FeatureExtractor extractor = extractor();
        try (PointerScope scope = new PointerScope()) {
            Tensor contentImage = picture(1, HEIGHT, WIDTH);
            List<StyleInput> styleInputs = List.of(
                    new StyleInput(picture(2, 90, 120), 2, null),
                    new StyleInput(picture(3, 128, 100), 1, ramp(HEIGHT, WIDTH)));
            Tensor face = ramp(HEIGHT, WIDTH).flip(3);
            Tensor start = Ops.scale(contentImage.add(picture(4, HEIGHT, WIDTH)), 0.5);
            Tensor whole = start.clone().requires_grad_(true);
            Tensor tiled = start.clone().requires_grad_(true);
            TilePlan tilePlan = TilePlan.of(extractor, layers(recipe), new Size(WIDTH, HEIGHT), 64, 48);
            assertThat(tilePlan.tiles()).hasSize(2 * 3);
            try (Objective wholeObjective =
                            new WholeImageObjective(extractor, recipe, contentImage, styleInputs, face);
                    Objective tiledObjective =
                            new TiledObjective(extractor, recipe, tilePlan, contentImage, styleInputs, face)) {
                LossTerms expected = wholeObjective.backward(whole, 0);
                LossTerms actual = tiledObjective.backward(tiled, 0);
                assertClose("content", actual.content(), expected.content());
                assertClose("style", actual.style(), expected.style());
                assertClose("smoothness", actual.smoothness(), expected.smoothness());
            }
            double length = Tensors.scalar(whole.grad().norm());
            assertThat(Tensors.scalar(tiled.grad().sub(whole.grad()).norm()))
                    .as("difference of gradients, of length %s", length)
                    .isLessThan(1e-4 * length);
        }
    }

    public static Set<String> layers(StyleRecipe recipe) {
        Set<String> layers = new LinkedHashSet<>(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        return layers;
    }

    private static void assertClose(String name, Tensor actual, Tensor expected) {
        assertThat(Tensors.scalar(actual)).as(name).isCloseTo(Tensors.scalar(expected), withinPercentage(0.01));
    }

    @ParameterizedTest
    @CsvSource({"gram", "gram-study", "wasserstein", "moments"})
    void tiled_loss_and_gradient_equal_the_whole_image(String loss) throws IOException {
        assertTiledEqualsWhole(recipe("style.loss=" + loss, "face.content=5.0", "face.style=0.2"));
    }

    @ParameterizedTest
    @CsvSource({"mean, absolute", "sum, keras", "scaled, squared", "relative, nine-point"})
    void tiled_content_and_variation_losses_equal_the_whole_image(String content, String smoothness)
            throws IOException {
        assertTiledEqualsWhole(recipe("content.loss=" + content, "smoothness.kind=" + smoothness, "face.content=5.0"));
    }

    @ParameterizedTest
    @EnumSource(TotalVariation.class)
    void banded_total_variation_sums_to_the_whole_image(TotalVariation kind) {
        try (PointerScope scope = new PointerScope()) {
            for (int height : new int[] {256, 257, 600}) {
                Tensor whole = picture(5, height, 9).requires_grad_(true);
                Tensor value = kind.of(whole);
                value.backward();
                Tensor gradient = torch.zeros_like(whole.detach());
                Tensor sum = BandedTotalVariation.backward(kind, 2, whole.detach(), gradient);
                assertClose("value", sum, Ops.scale(value, 2));
                double length = Tensors.scalar(whole.grad().norm());
                assertThat(Tensors.scalar(
                                Ops.scale(gradient, 0.5).sub(whole.grad()).norm()))
                        .isLessThan(1e-4 * length);
            }
        }
    }

    @Test
    void every_pixel_belongs_to_exactly_one_tile() {
        for (int length : new int[] {64, 96, 150, 1000, 4096}) {
            for (int longest : new int[] {32, 64, 800}) {
                List<TileRange> spans = TileRange.split(length, longest, 64, 16);
                int end = 0;
                for (TileRange span : spans) {
                    assertThat(span.coreStart()).isEqualTo(end);
                    assertThat(span.coreStart() % 16 + span.inputStart() % 16).isZero();
                    assertThat(span.inputStart()).isBetween(0, span.coreStart());
                    assertThat(span.inputEnd()).isBetween(span.coreEnd(), length);
                    assertThat(span.coreEnd() - span.coreStart()).isBetween(1, longest + 16);
                    end = span.coreEnd();
                }
                assertThat(end).isEqualTo(length);
            }
        }
    }

    @Test
    void receptive_field_of_vgg_is_correct() {
        FeatureExtractor extractor = extractor();
        assertThat(ReceptiveField.radius(extractor, Set.of("block1_conv1"))).isEqualTo(1);
        assertThat(ReceptiveField.radius(extractor, Set.of("block1_conv2"))).isEqualTo(2);
        assertThat(ReceptiveField.radius(extractor, Set.of("block2_conv1"))).isEqualTo(4);
        assertThat(ReceptiveField.radius(extractor, LAYERS)).isBetween(40, 48);
    }

    @Test
    void tiled_run_rejects_losses_over_all_positions() throws IOException {
        Picture gray = new Picture(32, 32, new byte[32 * 32 * 3]);
        StyleTask task = StyleTask.of(gray, gray, 2000, 1);
        StyleTransfer transfer = new StyleTransfer(recipe("style.loss=histogram"), extractor());
        assertThatThrownBy(() -> transfer.stylize(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("histogram")
                .hasMessageContaining("wasserstein");
    }
}
