package dev.gioconda.style.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.style.gallery.ProceduralStyles;
import dev.gioconda.style.metric.StyleMetric;
import dev.gioconda.style.metric.StyleScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The fast styles that are part of the program, on a portrait outside of their training data. */
@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class ShippedFastStylesTest {

    static final List<String> STYLES = FastStyleFiles.SHIPPED;

    @ParameterizedTest
    @FieldSource("STYLES")
    void shipped_style_changes_the_style_and_keeps_the_content(String name) throws IOException {
        List<Picture> portraits = new ArrayList<>();
        SyntheticPortraits generator = new SyntheticPortraits(5, 1);
        generator.visit(generator.entries(), (entry, bytes) -> portraits.add(new SafeImageDecoder().decode(bytes)));
        Picture portrait = portraits.get(0);
        Picture stylized = FastStyle.load(name).stylize(portrait, 218);
        Picture other = Objects.requireNonNull(ProceduralStyles.all().get("red-dunes"));
        StyleScores scores;
        try (StyleMetric metric = StyleMetric.embedded()) {
            scores = metric.measure(portrait, other, stylized);
        }
        assertThat(scores.contentDistance())
                .as("perceptually nearer to the portrait than any picture of something else")
                .isLessThan(1);
        assertThat(scores.edgeSimilarity()).isGreaterThan(0.2);
        assertThat(PictureFixture.meanDifference(portrait, stylized))
                .as("grey levels")
                .isGreaterThan(15);
    }

    @ParameterizedTest
    @FieldSource("STYLES")
    void shipped_style_is_at_most_one_megabyte(String name) throws IOException {
        Path folder = FastStyleFiles.find(name);
        assertThat(Files.size(folder.resolve("weights.safetensors"))).isLessThan(1_000_000);
        assertThat(FastStyleFiles.manifest(folder).name()).isEqualTo(name);
    }
}
