package dev.gioconda.style.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    private static final Provenance.SourceFile FACE = new Provenance.SourceFile("face.png", "aa".repeat(32), 1);
    private static final Provenance.SourceFile WAVE = new Provenance.SourceFile("wave.png", "bb".repeat(32), 2);

    private static Provenance of(Provenance.SourceFile content, long seed, String recipe, String hash) {
        return new Provenance(
                1,
                "gioconda 0.1.0",
                recipe,
                "vgg19",
                "vgg19.h5",
                hash,
                256,
                seed,
                2,
                content,
                List.of(WAVE),
                null,
                null,
                null,
                null);
    }

    private final Provenance provenance = of(FACE, 1, "colours = \"style\"\n", "cc");

    @Test
    void provenance_survives_json_round_trip() {
        assertThat(Provenance.parse(provenance.toJson(), "a.png")).isEqualTo(provenance);
        assertThat(provenance.toJson()).doesNotContain("null").doesNotContain("/");
        assertThat(provenance.differences(provenance)).isEmpty();
    }

    @Test
    void differences_are_listed() {
        Provenance.SourceFile other = new Provenance.SourceFile("you.png", "dd".repeat(32), 1);
        assertThat(provenance.differences(of(other, 2, "colours = \"linear\"\n\n[style]\n", "ee")))
                .containsExactly(
                        "The content is another image: you.png has sha256 dddddddddddd…, it was face.png with aaaaaaaaaaaa….",
                        "The recipe has other settings than it had.",
                        "The weight file vgg19.h5 has another content than it had (sha256 ee, it was cc).",
                        "The seed is 2, it was 1.");
    }

    @Test
    void renamed_image_is_the_same_source() {
        Provenance renamed = of(new Provenance.SourceFile("me.png", FACE.sha256(), 1), 1, provenance.recipe(), "cc");
        assertThat(provenance.differences(renamed)).isEmpty();
    }

    @Test
    void damaged_and_newer_settings_are_rejected() {
        for (String damaged : List.of("", "null", "7", "{", "{\"format\":1}", "{\"format\":1,\"styles\":[]}", "[]")) {
            assertThatThrownBy(() -> Provenance.parse(damaged, "a.png"))
                    .as(damaged)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a.png");
        }
        String newer = provenance.toJson().replace("\"format\":1", "\"format\":3");
        assertThatThrownBy(() -> Provenance.parse(newer, "a.png")).hasMessageContaining("update Gioconda");
    }
}
