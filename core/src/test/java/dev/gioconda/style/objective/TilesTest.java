package dev.gioconda.style.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gioconda.image.Picture;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalisation;
import dev.gioconda.nn.OneThread;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.loss.Smoothness;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(OneThread.class)
public class TilesTest {

    private static final Set<String> LAYERS = Set.of("block1_conv1", "block2_conv1", "block3_conv1", "block4_conv2");
    private static final int HEIGHT = 110;
    private static final int WIDTH = 139;

    public static FeatureNet net() {
        torch.manual_seed(1);
        return new FeatureNet(
                BackboneSpec.parse("vgg19:width=0.125,pooling=average").build(0),
                Normalisation.IMAGENET,
                Precision.FLOAT32,
                StyleRecipe.Border.REPLICATE,
                1);
    }

    public static StyleRecipe recipe(String... changes) throws IOException {
        List<String> all = new ArrayList<>(List.of(
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
            return Ops.scale(Canvas.resized(coarse, height, width), 0.8).add(Ops.scale(fine, 0.2));
        }
    }

    private static Tensor ramp(int height, int width) {
        return Canvas.resized(Tensors.of(new float[] {0, 1, 0.2f, 0.7f}, 1, 1, 2, 2), height, width);
    }

    private static void compare(StyleRecipe recipe) {
        FeatureNet net = net();
        try (PointerScope scope = new PointerScope()) {
            Tensor photograph = picture(1, HEIGHT, WIDTH);
            List<Objective.Palette> paintings = List.of(
                    new Objective.Palette(picture(2, 90, 120), 2, null),
                    new Objective.Palette(picture(3, 128, 100), 1, ramp(HEIGHT, WIDTH)));
            Tensor face = ramp(HEIGHT, WIDTH).flip(3);
            Tensor start = Ops.scale(photograph.add(picture(4, HEIGHT, WIDTH)), 0.5);
            Tensor whole = start.clone().requires_grad_(true);
            Tensor tiled = start.clone().requires_grad_(true);
            Tiling tiling = Tiling.of(net, layers(recipe), new Size(WIDTH, HEIGHT), 64, 48);
            assertThat(tiling.tiles()).hasSize(2 * 3);
            try (Goal one = new Objective(net, recipe, photograph, paintings, face);
                    Goal many = new TiledObjective(net, recipe, tiling, photograph, paintings, face)) {
                Objective.Terms expected = one.descend(whole);
                Objective.Terms found = many.descend(tiled);
                close("content", found.content(), expected.content());
                close("style", found.style(), expected.style());
                close("smoothness", found.smoothness(), expected.smoothness());
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

    private static void close(String name, Tensor found, Tensor expected) {
        assertThat(Tensors.scalar(found)).as(name).isCloseTo(Tensors.scalar(expected), withinPercentage(0.01));
    }

    @ParameterizedTest
    @CsvSource({"gram", "gram-study", "wasserstein", "moments"})
    void aPictureInTilesHasTheLossAndTheGradientOfTheWhole(String loss) throws IOException {
        compare(recipe("style.loss=" + loss, "face.content=5.0", "face.style=0.2"));
    }

    @ParameterizedTest
    @CsvSource({"mean, absolute", "sum, keras", "scaled, squared", "relative, nine-point"})
    void soItIsWithEveryContentLossAndEverySmoothness(String content, String smoothness) throws IOException {
        compare(recipe("content.loss=" + content, "smoothness.kind=" + smoothness, "face.content=5.0"));
    }

    @ParameterizedTest
    @EnumSource(Smoothness.class)
    void bandsAddUpToThePicture(Smoothness kind) {
        try (PointerScope scope = new PointerScope()) {
            for (int height : new int[] {256, 257, 600}) {
                Tensor whole = picture(5, height, 9).requires_grad_(true);
                Tensor value = kind.of(whole);
                value.backward();
                Tensor gradient = torch.zeros_like(whole.detach());
                Tensor sum = Bands.descend(kind, 2, whole.detach(), gradient);
                close("value", sum, Ops.scale(value, 2));
                double length = Tensors.scalar(whole.grad().norm());
                assertThat(Tensors.scalar(
                                Ops.scale(gradient, 0.5).sub(whole.grad()).norm()))
                        .isLessThan(1e-4 * length);
            }
        }
    }

    @Test
    void everyPixelIsOneTilesOwn() {
        for (int length : new int[] {64, 96, 150, 1000, 4096}) {
            for (int longest : new int[] {32, 64, 800}) {
                List<Span> spans = Span.cut(length, longest, 64, 16);
                int end = 0;
                for (Span span : spans) {
                    assertThat(span.own()).isEqualTo(end);
                    assertThat(span.own() % 16 + span.from() % 16).isZero();
                    assertThat(span.from()).isBetween(0, span.own());
                    assertThat(span.to()).isBetween(span.end(), length);
                    assertThat(span.end() - span.own()).isBetween(1, longest + 16);
                    end = span.end();
                }
                assertThat(end).isEqualTo(length);
            }
        }
    }

    @Test
    void theReachOfAVggIsItsReceptiveField() {
        FeatureNet net = net();
        assertThat(Reach.of(net, Set.of("block1_conv1"))).isEqualTo(1);
        assertThat(Reach.of(net, Set.of("block1_conv2"))).isEqualTo(2);
        assertThat(Reach.of(net, Set.of("block2_conv1"))).isEqualTo(4);
        assertThat(Reach.of(net, LAYERS)).isBetween(40, 48);
    }

    @Test
    void lossesThatCompareAllPositionsAreRefusedForPrintsBeforeAnythingIsPainted() throws IOException {
        Picture grey = new Picture(32, 32, new byte[32 * 32 * 3]);
        StyleTask task = new StyleTask(grey, List.of(new StyleTask.Source(grey, 1, null)), null, null, 2000, 1);
        StyleTransfer transfer = new StyleTransfer(recipe("style.loss=histogram"), net());
        assertThatThrownBy(() -> transfer.paint(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("histogram")
                .hasMessageContaining("wasserstein");
    }
}
