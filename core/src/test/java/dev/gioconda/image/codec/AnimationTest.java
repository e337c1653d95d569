package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.PictureFixture;
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

    private final Animation animation = new Animation(
            List.of(
                    PictureFixture.gradient(40, 30),
                    PictureFixture.plain(40, 30, 200),
                    PictureFixture.gradient(40, 30)),
            List.of(5, 12, 300));

    @TempDir
    private Path folder;

    @Test
    void gif_round_trip_keeps_delays_and_colors() throws IOException {
        Path file = Files.write(folder.resolve("film.gif"), GifWriter.gif(animation));
        Animation decoded = GifReader.read(file);
        assertThat(decoded.delays()).isEqualTo(animation.delays());
        assertThat(decoded.frames()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(PictureFixture.meanDifference(
                            decoded.frames().get(i), animation.frames().get(i)))
                    .isLessThanOrEqualTo(6);
        }
    }

    @Test
    void equal_frames_are_encoded_equally() throws IOException {
        Animation decoded = GifReader.decode(GifWriter.gif(animation));
        assertThat(decoded.frames().get(2).rgb())
                .isEqualTo(decoded.frames().get(0).rgb());
    }

    @Test
    void animation_loops_forever() {
        assertThat(new String(GifWriter.gif(animation), StandardCharsets.ISO_8859_1))
                .contains("NETSCAPE2.0\3\1\0\0\0");
    }

    @Test
    void damaged_truncated_and_foreign_files_are_rejected() {
        byte[] complete = GifWriter.gif(animation);
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = i % 2 == 0 ? Arrays.copyOf(complete, random.nextInt(complete.length)) : complete.clone();
            if (i % 2 == 1) {
                damaged[random.nextInt(complete.length)] ^= (byte) (1 + random.nextInt(255));
            }
            try {
                GifReader.decode(damaged); // the format has no checksum
            } catch (RefusedPictureException refused) {
                assertThat(refused).hasMessageEndingWith(".");
            }
        }
        assertThatThrownBy(() -> GifReader.decode(PictureWriter.png(PictureFixture.plain(3, 3, 1))))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("not a GIF file");
    }

    @Test
    void oversized_header_is_rejected_before_decoding() {
        byte[] oversized = GifWriter.gif(animation);
        Arrays.fill(oversized, 6, 10, (byte) 0xff);
        assertThatThrownBy(() -> GifReader.decode(oversized))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("65,535 x 65,535");
    }

    @Test
    void frames_of_different_sizes_are_rejected() {
        assertThatThrownBy(() -> new Animation(
                        List.of(PictureFixture.plain(3, 3, 1), PictureFixture.plain(4, 3, 1)), List.of(1, 1)))
                .hasMessageContaining("4 x 3")
                .hasMessageContaining("3 x 3");
    }
}
