package dev.gioconda.style.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.style.SmallPainting;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTransferTest {

    private static final int SIDE = 64;

    /** A face before a ball that rolls to the right, through a camera that hisses. */
    private static Picture frame(int index) {
        byte[] rgb = SmallPainting.face(SIDE, SIDE, 0).rgb().clone();
        Random noise = new Random(index);
        for (int y = 0, i = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean ball = Math.hypot(x - 8 - 9 * index, y - 56) < 7;
                for (int c = 0; c < 3; c++, i++) {
                    int level = ball ? new int[] {220, 40, 30}[c] : rgb[i] & 0xff;
                    rgb[i] = (byte) Math.max(0, Math.min(255, level + noise.nextInt(7) - 3));
                }
            }
        }
        return new Picture(SIDE, SIDE, rgb);
    }

    private static List<FrameTransfer.Frame> painted(StyleTransfer transfer, double weight, List<Picture> frames)
            throws IOException {
        List<FrameTransfer.Frame> painted = new ArrayList<>();
        new FrameTransfer(transfer, weight, 1)
                .paint(frames.iterator(), SmallPainting.task(1).styles(), SIDE, 1, step -> true, painted::add);
        return painted;
    }

    @Test
    void frames_flicker_less_than_half_as_much_as_paintings_one_by_one() throws IOException {
        StyleTransfer transfer = SmallPainting.transfer(SmallPainting.recipe("pyramid.iterations=30"));
        List<Picture> film = List.of(frame(0), frame(1), frame(2));
        List<FrameTransfer.Frame> together = painted(transfer, FrameTransfer.WEIGHT, film);
        assertThat(together).hasSize(3);
        double alone = 0;
        for (int i = 1; i < film.size(); i++) {
            Motion motion = Motion.between(film.get(i - 1), film.get(i));
            alone += motion.flicker(one(transfer, film.get(i - 1)), one(transfer, film.get(i))) / 2;
        }
        double held = (together.get(1).flicker() + together.get(2).flicker()) / 2;
        assertThat(held).as("held frames, %.2f one by one", alone).isLessThan(alone / 2);
        assertThat(together.get(1).result().losses().temporal()).isPositive();
        assertThat(together.get(0).result().losses().temporal()).isZero();
        Picture last = together.get(2).result().picture();
        assertThat(last.at(26, 56, 0) - last.at(26, 56, 1))
                .as("the ball is painted where it is now")
                .isPositive();
    }

    private static Picture one(StyleTransfer transfer, Picture frame) {
        return transfer.paint(new StyleTask(frame, SmallPainting.task(1).styles(), null, null, SIDE, 1))
                .picture();
    }

    @Test
    void a_film_is_the_same_film_again() throws IOException {
        StyleTransfer transfer = SmallPainting.transfer(SmallPainting.recipe("pyramid.iterations=4"));
        List<Picture> film = List.of(frame(0), frame(1));
        assertThat(painted(transfer, 50, film).get(1).result().picture().rgb())
                .isEqualTo(painted(transfer, 50, film).get(1).result().picture().rgb());
    }

    @Test
    void what_moved_is_found_and_what_changed_is_not_held() {
        Picture before = SmallPainting.stripes(64, 48, 11, 0x102030, 0xe0d0c0);
        Picture now = shifted(before, 3, -2);
        Motion motion = Motion.between(before, now);
        Picture moved = motion.moved(before);
        for (int y = 16; y < 32; y++) {
            for (int x = 16; x < 48; x++) {
                assertThat(moved.at(x, y, 0)).isEqualTo(now.at(x, y, 0));
                assertThat(motion.still().at(x, y, 0)).isEqualTo(255);
            }
        }
        assertThat(motion.flicker(before, now)).isLessThan(2);
        Picture other = SmallPainting.face(64, 48, 0);
        assertThat(Motion.between(before, other).still().at(32, 24, 0)).isLessThan(60);
    }

    @Test
    void frames_of_another_size_and_shares_of_nothing_are_refused() throws IOException {
        StyleTransfer transfer = SmallPainting.transfer(SmallPainting.recipe("pyramid.iterations=2"));
        assertThatThrownBy(() -> painted(transfer, 1, List.of(frame(0), SmallPainting.face(64, 40, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 x 40");
        assertThatThrownBy(() -> new FrameTransfer(transfer, 1, 0)).hasMessageContaining("share");
    }

    private static Picture shifted(Picture picture, int right, int down) {
        byte[] rgb = new byte[picture.rgb().length];
        for (int y = 0, i = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int fromX = Math.floorMod(x - right, picture.width());
                    int fromY = Math.floorMod(y - down, picture.height());
                    rgb[i++] = (byte) picture.at(fromX, fromY, c);
                }
            }
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }
}
