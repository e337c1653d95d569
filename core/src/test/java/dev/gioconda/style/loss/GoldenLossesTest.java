package dev.gioconda.style.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.GoldenFillFixture;
import dev.gioconda.nn.GoldenNumbers;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.objective.LossTerms;
import dev.gioconda.style.objective.MomentTape;
import dev.gioconda.style.objective.StyleInput;
import dev.gioconda.style.objective.WholeImageObjective;
import dev.gioconda.style.optim.EmaImage;
import dev.gioconda.style.recipe.ScaleSchedule;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses and their gradients against reference values of the published formulas in float64. */
@ExtendWith(SingleThreadExtension.class)
@Tag("integration")
class GoldenLossesTest {

    private static JsonNode golden(String part) throws IOException {
        return GoldenNumbers.read("nst.json").get(part);
    }

    private static Tensor sample(int seed) {
        return GoldenFillFixture.tensor(seed, 0, 1, 1, 3, 8, 6); // 2 u - 1
    }

    private static void check(String name, UnaryOperator<Tensor> loss) throws IOException {
        checkGradient(name, a -> {
            Tensor value = loss.apply(a);
            value.backward();
            return value;
        });
    }

    /** @param lossWithGradient computes the loss of a tensor and its gradient */
    private static void checkGradient(String name, UnaryOperator<Tensor> lossWithGradient) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            JsonNode expected = golden("tensor").get(name);
            Tensor a = sample(11).requires_grad_(true);
            Tensor value = lossWithGradient.apply(a);
            assertThat(Tensors.scalar(value))
                    .as(name)
                    .isCloseTo(expected.get("value").asDouble(), withinPercentage(1e-3));
            double length = expected.get("grad_l2").asDouble();
            assertThat(Tensors.scalar(a.grad().norm())).as(name).isCloseTo(length, withinPercentage(1e-3));
            float[] gradient = Tensors.floats(a.grad());
            for (int i = 0; i < 4; i++) {
                assertThat((double) gradient[i])
                        .as("%s, gradient %d", name, i)
                        .isCloseTo(expected.get("grad_first").get(i).asDouble(), offset(1e-5 * length));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tv_abs_sum, ABSOLUTE, 255",
        "tv_keras_pow1.25, KERAS, 255",
        "tv_pystiche_mean_sq, SQUARED, 1",
        "tv_crowsonkb_9pt, NINE_POINT, 1"
    })
    void total_variation_matches_the_reference(String name, TotalVariation kind, double levels) throws IOException {
        check(name, a -> kind.of(Ops.scale(a, 1 / levels)));
    }

    @ParameterizedTest
    @CsvSource({"content_report_sum_sq, SUM", "scaled_mse_crowsonkb, SCALED"})
    void content_loss_matches_the_reference(String name, ContentLoss kind) throws IOException {
        check(
                name,
                a -> kind.distance(
                        FeatureMap.of(a).rows(), FeatureMap.of(sample(12)).rows()));
    }

    @ParameterizedTest
    @CsvSource({"style_report_formula_size48, GRAM_STUDY", "style_w2_crowsonkb, WASSERSTEIN"})
    void style_loss_matches_the_reference(String name, StyleLoss kind) throws IOException {
        checkGradient(name, a -> {
            MomentTape momentTape = new MomentTape(kind);
            Tensor value = kind.target(FeatureMap.of(sample(12)), 48L).distance(momentTape.pool(FeatureMap.of(a)));
            value.backward();
            momentTape.backward();
            return value;
        });
    }

    @Test
    void gram_matrices_match_the_reference() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            float[] mean = Tensors.floats(FeatureMap.of(sample(11)).secondMoment());
            JsonNode expected = golden("tensor").get("gram_div_hw");
            for (int i = 0; i < mean.length; i++) {
                assertThat((double) mean[i]).isCloseTo(expected.get(i).asDouble(), offset(1e-6));
            }
        }
    }

    @Test
    void ema_of_iterates_matches_the_reference() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            // the reference does not clamp; our values do not leave [0, 1] when they are shifted there
            EmaImage average = new EmaImage(sample(11), 0.9);
            List.of(sample(11), sample(12), Ops.scale(sample(12), 2), Ops.scale(sample(12), 3))
                    .forEach(x -> average.add(Ops.plus(Ops.scale(x, 0.1), 0.5)));
            float[] value = Tensors.floats(average.value());
            JsonNode expected = golden("tensor").get("ema_0.9_after_a_b_2b_3b_first4");
            for (int i = 0; i < 4; i++) {
                assertThat((value[i] - 0.5) * 10).isCloseTo(expected.get(i).asDouble(), offset(1e-5));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"128..512, 128, 512", "64..256, 64, 256", "128..1024, 128, 1024"})
    void scale_sizes_match_the_reference(String name, int smallest, int last) throws IOException {
        List<Integer> sides = new ScaleSchedule(smallest, 1, 1, 1).longSides(last);
        JsonNode expected = golden("tensor").get("gen_scales").get(name);
        assertThat(sides).hasSize(expected.size());
        for (int i = 0; i < sides.size(); i++) {
            assertThat(sides.get(i)).isEqualTo(expected.get(i).asInt());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gatys_notebook_caffe, gatys, CAFFE, 0.01",
        "jcjohnson_caffe, neural-style, CAFFE, 0.01",
        "keras_report_caffe, study-vgg19, CAFFE, 0.01",
        "crowsonkb_w2_torchnorm_zero_padding, crowsonkb, IMAGENET, 3"
    })
    void total_loss_and_pixel_gradient_match_the_reference(
            String name, String preset, Normalization normalization, double percent) throws IOException {
        // crowsonkb's 12 iterations of Newton and Schulz leave the roots of the smallest eigenvalues too small; ours
        // are exact
        JsonNode expected = golden("vgg19_losses").get(name);
        StyleRecipe recipe = StyleRecipes.read(preset, List.of("content.layers=[\"block4_conv2\"]"));
        try (PointerScope scope = new PointerScope()) {
            Backbone vgg = BackboneSpec.of("vgg19").build(1000);
            GoldenFillFixture.fill(vgg, GoldenFillFixture.keys(GoldenNumbers.file("vgg19.keys.json")));
            FeatureExtractor extractor = new FeatureExtractor(vgg, normalization, Precision.FLOAT32, Border.ZERO, 1);
            Tensor content = picture(101);
            Tensor pixels = Ops.scale(content.add(picture(303)), 0.5).requires_grad_(true);
            try (WholeImageObjective objective = new WholeImageObjective(
                    extractor, recipe, content, List.of(new StyleInput(picture(202), 1, null)), null)) {
                LossTerms terms = objective.backward(pixels, 0);
                assertThat(Tensors.scalar(terms.total()))
                        .isCloseTo(expected.get("total").asDouble(), withinPercentage(percent));
                assertThat(Tensors.scalar(terms.style())).isCloseTo(styleParts(expected), withinPercentage(percent));
            }
            double length = expected.get("grad_l2_wrt_image01").asDouble();
            assertThat(Tensors.scalar(pixels.grad().norm())).isCloseTo(length, withinPercentage(5 * percent));
            float[] gradient = Tensors.floats(pixels.grad());
            for (int i = 0; i < 4; i++) {
                assertThat((double) gradient[i])
                        .isCloseTo(expected.get("grad_first4").get(i).asDouble(), offset(0.01 * percent * length));
            }
        }
    }

    private static double styleParts(JsonNode expected) {
        double sum = 0;
        for (var part : expected.get("parts").properties()) {
            sum += part.getKey().startsWith("style") ? part.getValue().asDouble() : 0;
        }
        return sum;
    }

    private static Tensor picture(int seed) {
        return GoldenFillFixture.tensor(seed, 0.5f, 0.5f, 1, 3, 64, 48); // u in [0, 1)
    }
}
