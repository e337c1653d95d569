package dev.gioconda.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.evaluate.Mistake;
import dev.gioconda.report.study.StudyPageFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ThumbnailTest {

    @Test
    void image_is_embedded_as_a_data_uri() throws IOException {
        String uri =
                Thumbnail.of(StudyPageFixture.circle(new Random(1)), "a circle").uri();
        String prefix = "data:image/jpeg;base64,";
        assertThat(uri).startsWith(prefix);
        var image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(prefix.length()))));
        assertThat(image.getWidth()).isEqualTo(89);
        assertThat(image.getHeight()).isEqualTo(109);
    }

    @Test
    void mistake_caption_has_label_and_prediction() {
        assertThat(Thumbnail.of(StudyPageFixture.circle(new Random(1)), new Mistake("a.jpg", true, 0.02))
                        .caption())
                .isEqualTo("yes, given 2.0\u00a0%");
    }

    @Test
    void only_png_and_jpeg_are_accepted() {
        assertThat(new Thumbnail(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "").uri())
                .startsWith("data:image/png");
        assertThatThrownBy(() -> new Thumbnail("<svg/>".getBytes(StandardCharsets.UTF_8), "x"))
                .hasMessageContaining("'x'")
                .hasMessageContaining("encode the picture first");
    }
}
