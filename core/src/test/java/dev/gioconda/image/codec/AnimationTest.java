package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Pictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimationTest {

    private final Animation film = new Animation(
            List.of(Pictures.gradient(40, 30), Pictures.plain(40, 30, 200), Pictures.gradient(40, 30)),
            List.of(5, 12, 300));

    @TempDir
    private Path folder;

    @Test
    void a_film_comes_back_with_its_delays_and_nearly_its_colours() throws IOException {
        Path file = Files.write(folder.resolve("film.gif"), GifWriter.gif(film));
        Animation back = GifReader.read(file);
        assertThat(back.delays()).isEqualTo(film.delays());
        assertThat(back.frames()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(difference(back.frames().get(i), film.frames().get(i))).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void equal_frames_are_equal_in_the_file_so_that_nothing_flickers() throws IOException {
        Animation back = GifReader.decode(GifWriter.gif(film));
        assertThat(back.frames().get(2).rgb()).isEqualTo(back.frames().get(0).rgb());
    }

    @Test
    void the_film_repeats_for_ever() {
        assertThat(new String(GifWriter.gif(film), StandardCharsets.ISO_8859_1)).contains("NETSCAPE2.0\3\1\0\0\0");
    }

    @Test
    void damaged_cut_and_foreign_files_are_refused_in_a_sentence() {
        byte[] whole = GifWriter.gif(film);
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 2 == 1) {
                damaged[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
            }
            try {
                GifReader.decode(damaged); // the format has no checksum
            } catch (RefusedPictureException refused) {
                assertThat(refused).hasMessageEndingWith(".");
            }
        }
        assertThatThrownBy(() -> GifReader.decode(PictureWriter.png(Pictures.plain(3, 3, 1))))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("no GIF file");
    }

    @Test
    void a_file_that_announces_a_giant_is_refused_before_it_is_decoded() {
        byte[] giant = GifWriter.gif(film);
        Arrays.fill(giant, 6, 10, (byte) 0xff);
        assertThatThrownBy(() -> GifReader.decode(giant))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("65,535 x 65,535");
    }

    @Test
    void frames_of_two_sizes_make_no_film() {
        assertThatThrownBy(
                        () -> new Animation(List.of(Pictures.plain(3, 3, 1), Pictures.plain(4, 3, 1)), List.of(1, 1)))
                .hasMessageContaining("4 x 3")
                .hasMessageContaining("3 x 3");
    }

    private static double difference(Picture a, Picture b) {
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
        }
        return sum / a.rgb().length;
    }
}
