package dev.gioconda.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that are too narrow for the networks are rejected before a job is accepted. */
class ShapeCheckTest {

    private static JobSpec spec(String preset, int size, double styleScale) {
        return new JobSpec(preset, size, 1, styleScale, "style", 0, 1, false, null, null);
    }

    private static StoredImage image(int width, int height) {
        return new StoredImage("image", "", new byte[0], width, height);
    }

    @ParameterizedTest
    @CsvSource({"10000, 1, content", "1, 10000, content", "100, 100, none", "2000, 512, none", "2200, 512, content"})
    void content_that_leaves_no_position_is_rejected(int width, int height, String rejected) {
        if (rejected.equals("none")) {
            assertThatCode(() -> ShapeCheck.check(spec("quick", 512, 1), image(width, height), image(50, 50)))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ShapeCheck.check(spec("quick", 512, 1), image(width, height), image(50, 50)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("content image has %d x %d pixels".formatted(width, height))
                    .hasMessageContaining("Crop it")
                    .hasMessageNotContaining("pyramid");
        }
    }

    @Test
    void style_that_leaves_no_position_is_rejected() throws IOException {
        ShapeCheck.check(spec("fine", 32, 1), image(32, 32), image(300, 300));
        assertThatThrownBy(() -> ShapeCheck.check(spec("fine", 64, 0.25), image(64, 64), image(300, 100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("style image has 300 x 100 pixels")
                .hasMessageContaining("styleScale");
        ShapeCheck.check(spec("fine", 64, 4), image(64, 64), image(300, 100));
    }

    @Test
    void deepest_layer_of_every_preset_is_block5_conv1() throws IOException {
        for (String preset : JobSpec.PRESETS) {
            assertThat(spec(preset, 64, 1).recipe().style().layers())
                    .as(preset)
                    .last()
                    .isEqualTo("block5_conv1");
        }
    }
}
