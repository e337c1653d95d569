package dev.gioconda.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import org.junit.jupiter.api.Test;

class FaceCropperTest {
    private static final CropGeometry WHOLE = new CropGeometry(0, 0, 178, 218, 178, 218, false);
    private static final CropGeometry SQUARE = new CropGeometry(46, 86, 86, 86, 64, 64, false);

    @Test
    void whole_frame_at_original_size_is_the_image_itself() {
        Picture picture = PictureFixture.noise(178, 218, 1);
        assertThat(FaceCropper.crop(picture, Framing.CELEBA, WHOLE).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void crop_is_independent_of_input_resolution() {
        Picture crop = FaceCropper.crop(PictureFixture.gradient(178, 218), Framing.CELEBA, SQUARE);
        for (Picture other : new Picture[] {PictureFixture.gradient(89, 109), PictureFixture.gradient(64, 64)}) {
            Picture same = FaceCropper.crop(other, Framing.CELEBA, SQUARE);
            for (int i = 0; i < crop.rgb().length; i++) {
                assertThat(same.rgb()[i] & 0xff).isCloseTo(crop.rgb()[i] & 0xff, within(3));
            }
        }
    }

    @Test
    void downscaling_averages_every_pixel() {
        byte[] rgb = new byte[178 * 218 * 3];
        for (int i = 0; i < rgb.length; i++) {
            boolean odd = (i / 3 % 178 + i / 3 / 178) % 2 == 1;
            rgb[i] = (byte) (odd ? 200 : 100);
        }
        Picture chequered = new Picture(178, 218, rgb);
        CropGeometry half = new CropGeometry(10, 10, 128, 128, 64, 64, false);
        for (byte value : FaceCropper.crop(chequered, Framing.CELEBA, half).rgb()) {
            assertThat(value & 0xff).isCloseTo(150, within(1));
        }
    }

    @Test
    void grayscale_crop_has_luma_in_all_channels() {
        byte[] rgb = new byte[178 * 218 * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) 200;
            rgb[i + 1] = 100;
            rgb[i + 2] = 50;
        }
        CropGeometry gray = new CropGeometry(46, 86, 86, 86, 8, 8, true);
        Picture crop = FaceCropper.crop(new Picture(178, 218, rgb), Framing.CELEBA, gray);
        for (byte value : crop.rgb()) {
            assertThat(value).isEqualTo((byte) 124); // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
        }
    }

    @Test
    void border_is_replicated_outside_the_image() {
        CropGeometry wider = new CropGeometry(-100, -100, 378, 418, 32, 32, false);
        for (byte value : FaceCropper.crop(PictureFixture.plain(64, 64, 77), Framing.LFWCROP, wider)
                .rgb()) {
            assertThat(value).isEqualTo((byte) 77);
        }
    }

    @Test
    void photo_framing_requires_a_detected_face() {
        assertThatThrownBy(() -> FaceCropper.crop(PictureFixture.plain(9, 9, 0), Framing.PHOTO, SQUARE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FaceDetector");
    }

    @Test
    void placement_follows_scale_rotation_and_translation() {
        Face small = new Face(40, 50, 100, 100, 0, 1);
        Face large = new Face(540, 250, 200, 200, 30, 1);
        AffineMap a = FaceCropper.frameToPicture(small);
        AffineMap b = FaceCropper.frameToPicture(large);
        // from the small face's center (90, 100) to the large one's (640, 350): twice as far, rotated clockwise
        double dx = 2 * (a.x(69, 111) - 90);
        double dy = 2 * (a.y(69, 111) - 100);
        double cos = Math.cos(Math.toRadians(30));
        double sin = Math.sin(Math.toRadians(30));
        assertThat(b.x(69, 111)).isCloseTo(640 + cos * dx - sin * dy, within(1e-9));
        assertThat(b.y(69, 111)).isCloseTo(350 + sin * dx + cos * dy, within(1e-9));
    }

    @Test
    void clockwise_roll_puts_the_right_eye_lower() {
        AffineMap placement = FaceCropper.frameToPicture(new Face(0, 0, 100, 100, 20, 1));
        assertThat(placement.y(107, 111)).isGreaterThan(placement.y(69, 111) + 5);
    }
}
