package dev.gioconda.style.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.nn.OneThread;
import dev.gioconda.style.gallery.PaintedStyles;
import dev.gioconda.style.metric.Judge;
import dev.gioconda.style.metric.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The fast styles that are part of the program, on a portrait that none of them has seen. */
@ExtendWith(OneThread.class)
class ShippedStylesTest {

    static final List<String> STYLES = FastStyleFiles.SHIPPED;

    @ParameterizedTest
    @FieldSource("STYLES")
    void aShippedStyleChangesTheMannerAndKeepsThePicture(String name) throws IOException {
        List<Picture> portraits = new ArrayList<>();
        SyntheticPortraits painter = new SyntheticPortraits(5, 1);
        painter.visit(painter.entries(), (entry, bytes) -> portraits.add(new ImageDoor().decode(bytes)));
        Picture portrait = portraits.get(0);
        Picture painted = FastStyle.open(name).paint(portrait, 218);
        Picture other = Objects.requireNonNull(PaintedStyles.all().get("red-dunes"));
        Verdict verdict = Judge.embedded().judge(portrait, other, painted);
        assertThat(verdict.content())
                .as("perceptually nearer to the portrait than any picture of something else")
                .isLessThan(1);
        assertThat(verdict.edges()).isGreaterThan(0.2);
        assertThat(difference(portrait, painted)).as("grey levels").isGreaterThan(15);
    }

    @ParameterizedTest
    @FieldSource("STYLES")
    void aShippedStyleTakesAtMostAMegabyte(String name) throws IOException {
        Path folder = FastStyleFiles.find(name);
        assertThat(Files.size(folder.resolve("weights.safetensors"))).isLessThan(1_000_000);
        assertThat(FastStyleFiles.manifest(folder).name()).isEqualTo(name);
    }

    private static double difference(Picture a, Picture b) {
        assertThat(b.rgb()).hasSameSizeAs(a.rgb());
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
        }
        return sum / a.rgb().length;
    }
}
