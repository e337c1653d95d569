package dev.gioconda.style.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.style.FeatureExtractors;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class StyleMetricTest {

    private static Picture portrait(int which) throws IOException {
        var example = new SyntheticPortraits(4, 4).dataset().examples().get(which);
        List<Picture> portraits = new ArrayList<>();
        example.archive()
                .visit(Set.of(example.entry()), (entry, bytes) -> portraits.add(new SafeImageDecoder().decode(bytes)));
        return ImageTensors.resize(portraits.get(0), new Size(96, 96));
    }

    private static StyleScores scores(Picture contentImage, Picture style, Picture stylized) throws IOException {
        try (StyleMetric metric = StyleMetric.embedded()) {
            return metric.measure(contentImage, style, stylized);
        }
    }

    /** A picture of one gray value per pixel, 0 to 1. */
    private static Tensor drawn(int side, DoubleBinaryOperator value) {
        float[] values = new float[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            int pixel = i % (side * side);
            int row = pixel / side;
            values[i] = (float) value.applyAsDouble(pixel % side, row);
        }
        return Tensors.of(values, 1, 3, side, side);
    }

    @Test
    void woven_texture_is_periodic_and_noise_is_not() {
        Tensor woven = drawn(96, (x, y) -> 0.5 + 0.4 * Math.sin(x * Math.PI / 3) * Math.sin(y * Math.PI / 4));
        SplittableRandom random = new SplittableRandom(1);
        Tensor noise = drawn(96, (x, y) -> random.nextDouble());
        assertThat(TexturePeriodicity.of(woven).orElseThrow()).isGreaterThan(0.2);
        assertThat(TexturePeriodicity.of(noise).orElseThrow()).isLessThan(0.05);
        assertThat(TexturePeriodicity.of(drawn(32, (x, y) -> 0))).isEmpty();
    }

    @Test
    void a_line_along_the_border_is_a_streak() {
        SplittableRandom random = new SplittableRandom(1);
        Tensor noise = drawn(96, (x, y) -> random.nextDouble());
        Tensor streak = drawn(96, (x, y) -> y == 2 ? 1 : random.nextDouble());
        assertThat(BorderStreaks.of(noise).orElseThrow()).isLessThan(3);
        assertThat(BorderStreaks.of(streak).orElseThrow()).isGreaterThan(4);
        assertThat(BorderStreaks.of(drawn(16, (x, y) -> 0))).isEmpty();
    }

    @Test
    void content_image_has_no_style_and_style_image_no_content() throws IOException {
        Picture contentImage = portrait(0);
        Picture style = portrait(1);
        StyleScores same = scores(contentImage, style, contentImage);
        assertThat(same.styleDistance()).isCloseTo(1, offset(1e-3));
        assertThat(same.contentDistance()).isCloseTo(0, offset(1e-3));
        assertThat(same.edgeSimilarity()).isCloseTo(1, offset(1e-3));
        StyleScores other = scores(contentImage, style, style);
        assertThat(other.styleDistance()).isCloseTo(0, offset(1e-2));
        assertThat(other.contentDistance()).isCloseTo(1, offset(1e-3));
        assertThat(other.colorDistance()).isCloseTo(0, offset(1e-2));
        assertThat(other.edgeSimilarity()).isLessThan(0.9);
    }

    @Test
    void stylized_image_scores_between_content_and_style() throws IOException {
        Picture contentImage = portrait(0);
        Picture style = portrait(1);
        StyleRecipe recipe = StyleRecipes.read("quick", List.of("pyramid.iterations=40", "precision=float32"));
        Picture stylized = new StyleTransfer(recipe, FeatureExtractors.of(Pretrained.painting(), recipe, 1))
                .stylize(StyleTask.of(contentImage, style, 96, 1))
                .image();
        StyleScores scores = scores(contentImage, style, stylized);
        assertThat(scores.styleDistance()).isBetween(0.0, 0.9);
        assertThat(scores.contentDistance()).isBetween(0.0, 1.0);
    }

    @Test
    void color_distance_is_measured_in_cielab() {
        try (PointerScope scope = new PointerScope()) {
            float[] white = Tensors.floats(ColorDistance.lab(Tensors.of(new float[] {1, 1, 1}, 1, 3, 1, 1)));
            assertThat((double) white[0]).isCloseTo(100, offset(0.05));
            assertThat((double) white[1]).isCloseTo(0, offset(0.05));
            float[] red = Tensors.floats(ColorDistance.lab(Tensors.of(new float[] {1, 0, 0}, 1, 3, 1, 1)));
            assertThat((double) red[0]).isCloseTo(53.24, offset(0.1));
            assertThat((double) red[1]).isCloseTo(80.09, offset(0.2));
            assertThat((double) red[2]).isCloseTo(67.20, offset(0.2));
            double distance = ColorDistance.distance(
                    Tensors.of(new float[] {0.5f, 0.5f, 0.5f}, 1, 3, 1, 1),
                    Tensors.of(new float[] {0.6f, 0.6f, 0.6f}, 1, 3, 1, 1));
            assertThat(distance).as("two grays, 9.3 apart in lightness").isBetween(7.0, 12.0);
        }
    }
}
