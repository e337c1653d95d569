package dev.gioconda.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeamsTest {

    @Test
    void a_barely_visible_seam_has_a_high_ratio() {
        int side = 200;
        byte[] rgb = new byte[side * side * 3];
        new Random(1).nextBytes(rgb);
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % side;
            rgb[i] = (byte) (100 + (rgb[i] & 15) + (x >= 96 ? 6 : 0)); // noise of 16 levels, a step of 6
        }
        Picture picture = new Picture(side, side, rgb);
        double[] columns = Seams.ratios(Seams.columns(picture));
        assertThat(columns[96]).isGreaterThan(1.3);
        assertThat(columns[60]).isBetween(0.95, 1.05);
        assertThat(Seams.ratios(Seams.rows(picture))[96]).isBetween(0.95, 1.05);
    }
}
