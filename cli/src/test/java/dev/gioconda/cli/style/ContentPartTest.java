package dev.gioconda.cli.style;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContentPartTest {

    @Test
    void parts_are_named_as_users_type_them() {
        assertThat(new ContentParts()).containsExactly("face", "lips", "eyes", "skin", "person", "background");
        assertThat(ContentPart.named("person")).contains(ContentPart.PERSON);
        assertThat(ContentPart.named("mask.png")).isEmpty();
    }

    @Test
    @Tag("integration") // detects a face
    void mask_of_the_face_is_white_in_its_middle() throws IOException {
        Picture[] portrait = new Picture[1];
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        portraits.visit(portraits.entries(), (entry, bytes) -> portrait[0] = new SafeImageDecoder().decode(bytes));
        Picture mask = ContentPart.FACE.mask(portrait[0]);
        assertThat(mask.at(89, 125, 0)).isEqualTo(255);
        assertThat(mask.at(2, 2, 1)).isZero();
    }
}
