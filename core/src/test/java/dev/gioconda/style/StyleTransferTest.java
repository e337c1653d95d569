package dev.gioconda.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.Resampler;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.style.metric.ColorDistance;
import dev.gioconda.style.optim.PixelOptimizerKind;
import dev.gioconda.style.recipe.ScaleSchedule;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class StyleTransferTest {

    static final List<String> PRESETS = StyleRecipes.PRESETS;

    private static final List<String> SMALL = List.of(
            "precision=float32",
            "pyramid.smallest=48",
            "pyramid.iterations=16",
            "backbone=embedded",
            "content.weight=0.1");

    /** A disc on a luma gradient. */
    private static Picture disc(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                boolean inside = Math.hypot(x - width / 2.0, y - height / 2.0) < height / 3.0;
                rgb[i] = (byte) (inside ? 220 : 60 + 60 * x / width);
                rgb[i + 1] = (byte) (inside ? 180 : 70);
                rgb[i + 2] = (byte) (inside ? 150 : 80 + 80 * y / height);
            }
        }
        return new Picture(width, height, rgb);
    }

    /** Diagonal stripes of two colors. */
    private static Picture stripes(int side) {
        byte[] rgb = new byte[side * side * 3];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < side * side; i++) {
            boolean dark = (i / side + i % side) % 8 < 4;
            int grain = random.nextInt(20);
            rgb[i * 3] = (byte) ((dark ? 20 : 230) + grain);
            rgb[i * 3 + 1] = (byte) ((dark ? 40 : 190) + grain);
            rgb[i * 3 + 2] = (byte) ((dark ? 160 : 30) + grain);
        }
        return new Picture(side, side, rgb);
    }

    private static StyleTask task(int side) {
        return StyleTask.of(disc(80, 64), stripes(64), side, 1);
    }

    private static StyleTransfer transfer(StyleRecipe recipe) throws IOException {
        return new StyleTransfer(recipe, FeatureExtractors.of(Pretrained.embedded(), recipe, 1));
    }

    private static StyleRecipe recipe(String preset, String... changes) throws IOException {
        List<String> all = new ArrayList<>(SMALL);
        all.addAll(List.of(changes));
        return StyleRecipes.read(preset, all);
    }

    @ParameterizedTest
    @FieldSource("PRESETS")
    void preset_survives_toml_round_trip(String preset) throws IOException {
        StyleRecipe recipe = StyleRecipes.read(preset, List.of());
        assertThat(StyleRecipes.parse(StyleRecipes.toToml(recipe), preset)).isEqualTo(recipe);
    }

    @ParameterizedTest
    @CsvSource({"ADAM, 0.03", "LBFGS, 1"})
    void optimization_lowers_the_loss_and_keeps_the_size(PixelOptimizerKind kind, double rate) throws IOException {
        StyleRecipe recipe = recipe(
                "quick",
                "optimiser.kind=" + kind.name().toLowerCase(java.util.Locale.ROOT),
                "optimiser.rate=" + rate,
                "optimiser.average=0.5");
        List<StyleProgress> progressEvents = new ArrayList<>();
        StyleTransfer.StyleResult result = transfer(recipe).stylize(task(72), progress -> progressEvents.add(progress));
        assertThat(Size.of(result.image())).isEqualTo(new Size(72, 58));
        assertThat(result.completed()).isTrue();
        assertThat(result.iterations()).isEqualTo(16);
        assertThat(progressEvents).hasSize(16);
        assertThat(progressEvents.get(0).losses().style()).isCloseTo(1, org.assertj.core.api.Assertions.offset(0.01));
        assertThat(result.losses().style()).isLessThan(0.8);
    }

    @ParameterizedTest
    @EnumSource(StyleLoss.class)
    void content_that_is_the_style_changes_little(StyleLoss loss) throws IOException {
        StyleRecipe recipe = recipe(
                "quick",
                "style.loss=" + loss.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                "style.layers=[\"block2_conv1\", \"block3_conv1\"]",
                "style.weights=[1.0, 1.0]");
        Picture image = disc(80, 64);
        StyleTransfer.StyleResult result =
                transfer(recipe).stylize(StyleTask.of(image, image, 72, 1), progress -> true);
        assertThat(result.losses().style()).isFinite().isLessThan(10);
        assertThat(PictureFixture.meanDifference(result.image(), Resampler.fit(image, 72)))
                .isLessThan(6);
    }

    @ParameterizedTest
    @EnumSource(StyleLoss.class)
    void every_style_loss_decreases(StyleLoss loss) throws IOException {
        StyleRecipe recipe = recipe(
                "quick",
                "style.loss=" + loss.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                "style.layers=[\"block2_conv1\", \"block3_conv1\"]",
                "style.weights=[1.0, 1.0]",
                "content.weight=0.01",
                "smoothness.weight=0.0",
                "pyramid.smallest=64");
        StyleTransfer.StyleResult result = transfer(recipe).stylize(task(64));
        assertThat(result.losses().style()).isLessThan(0.9);
    }

    @Test
    void result_depends_on_the_seed_only() throws IOException {
        StyleRecipe recipe = recipe("quick", "initialisation=noise", "pyramid.iterations=4");
        Picture once = transfer(recipe).stylize(task(64)).image();
        assertThat(transfer(recipe).stylize(task(64)).image().rgb()).isEqualTo(once.rgb());
        StyleTask other = StyleTask.of(disc(80, 64), stripes(64), 64, 2);
        assertThat(transfer(recipe).stylize(other).image().rgb()).isNotEqualTo(once.rgb());
    }

    @Test
    void stopped_run_returns_the_best_image_so_far() throws IOException {
        List<Picture> previews = new ArrayList<>();
        StyleTransfer.StyleResult result = transfer(recipe("quick")).stylize(task(64), progress -> {
            previews.add(progress.preview().get());
            return progress.completed() < 5;
        });
        assertThat(result.completed()).isFalse();
        assertThat(result.iterations()).isEqualTo(5);
        assertThat(Size.of(result.image())).isEqualTo(new Size(64, 51));
        assertThat(previews).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"adam, 0.03, 5", "adam, 0.03, 12", "lbfgs, 1, 9", "sgd, 100, 6"})
    void resume_from_snapshot_gives_the_same_image(String kind, double rate, int stop) throws IOException {
        StyleRecipe recipe = recipe("quick", "optimiser.kind=" + kind, "optimiser.rate=" + rate);
        StyleTransfer transfer = transfer(recipe);
        Picture uninterrupted = transfer.stylize(task(68)).image();
        try (PointerScope scope = new PointerScope()) {
            List<Snapshot> saved = new ArrayList<>();
            transfer.stylize(task(68), progress -> {
                if (progress.completed() == stop) {
                    saved.add(copy(progress.snapshot().get()));
                }
                return progress.completed() < stop;
            });
            StyleTransfer.StyleResult resumed = transfer.stylize(task(68), saved.get(0), progress -> true);
            assertThat(Arrays.hashCode(resumed.image().rgb())).isEqualTo(Arrays.hashCode(uninterrupted.rgb()));
            assertThat(resumed.iterations()).isEqualTo(16);
        }
    }

    @Test
    void resumed_complete_run_has_a_finite_loss() throws IOException {
        StyleTransfer transfer = transfer(recipe("quick"));
        try (PointerScope scope = new PointerScope()) {
            List<Snapshot> saved = new ArrayList<>();
            Picture complete = transfer.stylize(task(68), progress -> {
                        if (progress.completed() == progress.total()) {
                            saved.add(copy(progress.snapshot().get()));
                        }
                        return true;
                    })
                    .image();
            StyleTransfer.StyleResult resumed = transfer.stylize(task(68), saved.get(0), progress -> true);
            assertThat(resumed.losses().total()).isFinite().isPositive();
            assertThat(resumed.completed()).isTrue();
            assertThat(resumed.image().rgb()).isEqualTo(complete.rgb());
        }
    }

    private static Snapshot copy(Snapshot snapshot) {
        java.util.Map<String, org.bytedeco.pytorch.Tensor> tensors = new java.util.HashMap<>();
        snapshot.tensors().forEach((name, tensor) -> {
            org.bytedeco.pytorch.Tensor clone = tensor.clone();
            clone.retainReference(); // beyond the scope of the run
            tensors.put(name, clone);
        });
        return new Snapshot(snapshot.scale(), snapshot.iteration(), snapshot.averageCount(), tensors);
    }

    @Test
    void masked_region_keeps_the_content_image() throws IOException {
        byte[] half = new byte[80 * 64 * 3];
        for (int i = 0; i < half.length; i++) {
            half[i] = (byte) (i / 3 % 80 < 40 ? 0 : 255);
        }
        StyleTask task = new StyleTask(
                disc(80, 64),
                List.of(new StyleTask.StyleImage(stripes(64), 1, null)),
                new Picture(80, 64, half),
                null,
                80,
                1);
        Picture stylized = transfer(recipe("quick")).stylize(task).image();
        Picture contentImage = disc(80, 64);
        double left = 0;
        double right = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 80; x++) {
                double change = Math.abs(stylized.at(x, y, 0) - contentImage.at(x, y, 0));
                left += x < 39 ? change : 0;
                right += x > 40 ? change : 0;
            }
        }
        assertThat(left).isZero();
        assertThat(right / (39 * 64)).isGreaterThan(5);
    }

    @Test
    void luminance_and_linear_modes_keep_the_content_colors() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Picture contentImage = ImageTensors.resize(disc(80, 64), new Size(64, 51));
            Picture luminance = transfer(recipe("quick", "colours=luminance"))
                    .stylize(task(64))
                    .image();
            Picture unconstrained = transfer(recipe("quick")).stylize(task(64)).image();
            assertThat(chromaChange(luminance, contentImage))
                    .isLessThan(3)
                    .isLessThan(chromaChange(unconstrained, contentImage) / 2);
            Picture recolored = ColorMode.LINEAR.prepareStyle(stripes(64), contentImage);
            assertThat(ColorDistance.distance(ImageTensors.toTensor(recolored), ImageTensors.toTensor(contentImage)))
                    .isLessThan(ColorDistance.distance(
                                    ImageTensors.toTensor(stripes(64)), ImageTensors.toTensor(contentImage))
                            / 2);
        }
    }

    /** Mean difference of the red and blue chroma, in levels. */
    private static double chromaChange(Picture a, Picture b) {
        double sum = 0;
        for (int y = 0; y < a.height(); y++) {
            for (int x = 0; x < a.width(); x++) {
                for (int c = 0; c < 3; c += 2) {
                    sum += Math.abs(a.at(x, y, c) - luma(a, x, y) - (b.at(x, y, c) - luma(b, x, y)));
                }
            }
        }
        return sum / (2.0 * a.width() * a.height());
    }

    private static double luma(Picture picture, int x, int y) {
        return 0.299 * picture.at(x, y, 0) + 0.587 * picture.at(x, y, 1) + 0.114 * picture.at(x, y, 2);
    }

    @Test
    void all_iterations_are_distributed_over_the_scales() {
        for (int count = 1; count < 7; count++) {
            for (int iterations : new int[] {1, 5, 100, 1001}) {
                int[] shares = new ScaleSchedule(64, iterations, 2, 0.7).iterationsPerScale(count);
                assertThat(shares).hasSize(count);
                assertThat(java.util.stream.IntStream.of(shares).sum()).isEqualTo(iterations);
            }
        }
        assertThat(new ScaleSchedule(128, 3000, 2, 1).iterationsPerScale(5)).containsExactly(1000, 500, 500, 500, 500);
    }

    @Test
    void invalid_task_or_recipe_is_rejected() throws IOException {
        assertThatThrownBy(() -> task(5)).hasMessageContaining("5 pixels").hasMessageContaining("32");
        assertThatThrownBy(() -> new StyleTask.StyleImage(stripes(8), 0, null)).hasMessageContaining("positive");
        assertThatThrownBy(() -> recipe("quick", "style.layers=[\"block1_conv1\"]"))
                .hasMessageContaining("one for each");
        assertThatThrownBy(() -> recipe("quick", "style.loss=grams")).hasMessageContaining("style.loss");
        StyleRecipe wrong = recipe("quick", "content.layers=[\"block9_conv1\"]");
        assertThatThrownBy(() -> transfer(wrong).stylize(task(64)))
                .hasMessageContaining("block9_conv1")
                .hasMessageContaining("block5_conv4");
    }
}
