package dev.gioconda.train.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PictureCropsTest {

    private static Picture gray(int width, int height, int value) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) value);
        return new Picture(width, height, rgb);
    }

    private static Set<Float> values(PictureCrops crops, int count) {
        try (PointerScope scope = new PointerScope()) {
            Tensor drawn = crops.draw(count, 32, new SplittableRandom(1));
            assertThat(drawn.shape()).containsExactly(count, 3, 32, 32);
            Set<Float> values = new TreeSet<>();
            for (float value : Tensors.floats(drawn)) {
                values.add(value);
            }
            return values;
        }
    }

    @Test
    void every_set_is_drawn() {
        PictureCrops crops =
                new PictureCrops(List.of(List.of(gray(40, 60, 0), gray(50, 33, 0)), List.of(gray(300, 200, 255))));
        assertThat(values(crops, 16)).containsExactly(0f, 1f);
    }

    @Test
    void small_pictures_fill_a_crop_as_a_mosaic() {
        PictureCrops crops = new PictureCrops(List.of(List.of(gray(10, 10, 0), gray(10, 10, 255))));
        assertThat(values(crops, 1)).containsExactly(0f, 1f);
    }

    @Test
    void the_same_seed_draws_the_same_crops() {
        Picture picture = gray(100, 80, 0);
        for (int i = 0; i < picture.rgb().length; i++) {
            picture.rgb()[i] = (byte) (31 * i);
        }
        PictureCrops crops = new PictureCrops(List.of(List.of(picture)));
        assertThat(values(crops, 8)).isEqualTo(values(crops, 8));
    }
}
