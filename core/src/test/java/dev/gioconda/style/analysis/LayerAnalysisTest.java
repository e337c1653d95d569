package dev.gioconda.style.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.FeatureExtractors;
import dev.gioconda.style.SmallStyleTransferFixture;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.loss.LossValues;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class LayerAnalysisTest {

    private static final List<Picture> FACES =
            List.of(SmallStyleTransferFixture.face(64, 64, 0), SmallStyleTransferFixture.face(64, 64, 9));

    private static StyleRecipe recipe(String backbone, List<String> layers) throws IOException {
        List<String> changes = new ArrayList<>(
                List.of("backbone=" + backbone, "weights=random", "pyramid.smallest=64", "pyramid.iterations=8"));
        changes.addAll(layers);
        return StyleRecipes.read("quick", changes);
    }

    private static FeatureExtractor extractor(StyleRecipe recipe) throws IOException {
        return FeatureExtractors.of(
                Pretrained.find(recipe.backbone(), "random", OfficialWeights.forCurrentUser()), recipe, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vgg19:width=0.125",
                "resnet50",
                "densenet121",
                "efficientnet_b0",
                "squeezenet1_1",
                "mobilenet_v2"
            })
    void every_network_has_suitable_style_layers(String backbone) throws IOException {
        FeatureExtractor extractor = extractor(recipe(backbone, List.of()));
        System.gc(); // the network has to be there still
        List<LayerScore> scores =
                new LayerAnalysis(extractor, 64).measure(FACES, ProceduralTextures.all(), score -> score.stride() < 32);
        assertThat(scores)
                .extracting(LayerScore::layer)
                .isSubsetOf(extractor.network().layerNames())
                .hasSizeGreaterThan(8);
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.content()).isBetween(-1.0, 1.0);
            assertThat(score.style()).isLessThanOrEqualTo(1);
        });
        LayerChoice choice = LayerChoice.of(scores);
        assertThat(choice.styleLayers()).hasSizeBetween(4, 5).doesNotHaveDuplicates();

        List<LossValues> losses = new ArrayList<>();
        new StyleTransfer(recipe(backbone, choice.changes()), extractor)
                .stylize(SmallStyleTransferFixture.task(1), progress -> losses.add(progress.losses()));
        assertThat(losses.get(7).style()).isLessThan(0.9 * losses.get(0).style());
    }

    @Test
    void layer_analysis_needs_two_textures() throws IOException {
        FeatureExtractor extractor = extractor(recipe("vgg19:width=0.0625", List.of()));
        assertThatThrownBy(() -> new LayerAnalysis(extractor, 64)
                        .measure(FACES, ProceduralTextures.all().subList(0, 1), score -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 textures");
    }

    @Test
    void best_layer_per_stride_is_chosen_without_pooling() {
        List<LayerScore> scores = List.of(
                new LayerScore("a", 1, 8, 0.9, 0.5),
                new LayerScore("pool", 2, 8, 0.9, 0.9),
                new LayerScore("b", 2, 16, 0.8, 0.6),
                new LayerScore("c", 2, 16, 0.8, 0.7),
                new LayerScore("d", 9, 32, 0.3, 0.6),
                new LayerScore("e", 9, 32, 0.4, 0.5),
                new LayerScore("f", 18, 64, 0.9, 0.1),
                new LayerScore("g", 32, 64, 0.9, 0.9));
        assertThat(LayerChoice.of(scores)).isEqualTo(new LayerChoice("e", List.of("a", "c", "d", "f")));
        assertThat(LayerChoice.of(scores).changes())
                .containsExactly(
                        "content.layers=[\"e\"]",
                        "style.layers=[\"a\",\"c\",\"d\",\"f\"]",
                        "style.weights=[1.0,1.0,1.0,1.0]");
    }
}
