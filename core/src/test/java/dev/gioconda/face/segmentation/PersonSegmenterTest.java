package dev.gioconda.face.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonSegmenterTest {

    private static final Path WEIGHTS = Path.of("../../shared/weights/npm-mediapipe/selfie_segmentation.tflite");

    @Test
    void a_portrait_is_white_in_the_middle_and_black_at_the_top_corners() throws IOException {
        assumeThat(WEIGHTS).as("person-mask is not on this machine").isRegularFile();
        Picture[] portrait = new Picture[1];
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        portraits.visit(portraits.entries(), (entry, bytes) -> portrait[0] = new SafeImageDecoder().decode(bytes));
        try (PersonSegmenter segmenter = new PersonSegmenter(WEIGHTS)) {
            Picture mask = segmenter.mask(portrait[0]);
            assertThat(mask.width()).isEqualTo(178);
            assertThat(mask.height()).isEqualTo(218);
            assertThat(mask.at(89, 130, 0)).isGreaterThan(200);
            assertThat(mask.at(3, 3, 1)).isLessThan(60);
            Picture empty = segmenter.mask(PictureFixture.plain(64, 64, 128));
            assertThat(empty.at(32, 32, 0)).isLessThan(128);
        }
    }

    @Test
    void a_file_that_is_no_network_is_rejected(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mask.tflite"), "not a network at all");
        assertThatThrownBy(() -> new PersonSegmenter(file)).isInstanceOf(IOException.class);
    }
}
