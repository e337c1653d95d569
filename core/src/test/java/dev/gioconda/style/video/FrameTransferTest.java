package dev.gioconda.style.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.style.SmallStyleTransferFixture;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class FrameTransferTest {

    private static final int SIDE = 64;

    /** A face and a ball that moves to the right, with camera noise. */
    private static Picture frame(int index) {
        byte[] rgb = SmallStyleTransferFixture.face(SIDE, SIDE, 0).rgb().clone();
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

    private static List<FrameTransfer.StylizedFrame> stylize(
            StyleTransfer transfer, double weight, List<Picture> frames) throws IOException {
        List<FrameTransfer.StylizedFrame> stylized = new ArrayList<>();
        new FrameTransfer(transfer, weight, 1)
                .stylize(
                        frames.iterator(),
                        SmallStyleTransferFixture.task(1).styles(),
                        SIDE,
                        1,
                        step -> true,
                        stylized::add);
        return stylized;
    }

    @Test
    void frame_transfer_halves_the_flicker() throws IOException {
        StyleTransfer transfer =
                SmallStyleTransferFixture.transfer(SmallStyleTransferFixture.recipe("pyramid.iterations=30"));
        List<Picture> frameList = List.of(frame(0), frame(1), frame(2));
        List<FrameTransfer.StylizedFrame> jointFrames =
                stylize(transfer, FrameTransfer.DEFAULT_TEMPORAL_WEIGHT, frameList);
        assertThat(jointFrames).hasSize(3);
        double separateFlicker = 0;
        for (int i = 1; i < frameList.size(); i++) {
            BlockMotion motion = BlockMotion.between(frameList.get(i - 1), frameList.get(i));
            separateFlicker += motion.flicker(
                            stylizeAlone(transfer, frameList.get(i - 1)), stylizeAlone(transfer, frameList.get(i)))
                    / 2;
        }
        double masked = (jointFrames.get(1).flicker() + jointFrames.get(2).flicker()) / 2;
        assertThat(masked).as("held frames, %.2f one by one", separateFlicker).isLessThan(separateFlicker / 2);
        assertThat(jointFrames.get(1).result().losses().temporal()).isPositive();
        assertThat(jointFrames.get(0).result().losses().temporal()).isZero();
        Picture last = jointFrames.get(2).result().image();
        assertThat(last.at(26, 56, 0) - last.at(26, 56, 1))
                .as("the ball is painted where it is now")
                .isPositive();
    }

    private static Picture stylizeAlone(StyleTransfer transfer, Picture frame) {
        return transfer.stylize(
                        StyleTask.of(frame, SmallStyleTransferFixture.task(1).styles(), SIDE, 1))
                .image();
    }

    @Test
    void video_stylization_is_deterministic() throws IOException {
        StyleTransfer transfer =
                SmallStyleTransferFixture.transfer(SmallStyleTransferFixture.recipe("pyramid.iterations=4"));
        List<Picture> frameList = List.of(frame(0), frame(1));
        assertThat(stylize(transfer, 50, frameList).get(1).result().image().rgb())
                .isEqualTo(
                        stylize(transfer, 50, frameList).get(1).result().image().rgb());
    }

    @Test
    void block_motion_finds_shifts_and_masks_changes() {
        Picture before = SmallStyleTransferFixture.stripes(64, 48, 11, 0x102030, 0xe0d0c0);
        Picture now = shifted(before, 3, -2);
        BlockMotion motion = BlockMotion.between(before, now);
        Picture moved = motion.warp(before);
        for (int y = 16; y < 32; y++) {
            for (int x = 16; x < 48; x++) {
                assertThat(moved.at(x, y, 0)).isEqualTo(now.at(x, y, 0));
                assertThat(motion.consistencyMask().at(x, y, 0)).isEqualTo(255);
            }
        }
        assertThat(motion.flicker(before, now)).isLessThan(2);
        Picture other = SmallStyleTransferFixture.face(64, 48, 0);
        assertThat(BlockMotion.between(before, other).consistencyMask().at(32, 24, 0))
                .isLessThan(60);
    }

    @Test
    void frames_of_another_size_and_zero_share_are_rejected() throws IOException {
        StyleTransfer transfer =
                SmallStyleTransferFixture.transfer(SmallStyleTransferFixture.recipe("pyramid.iterations=2"));
        assertThatThrownBy(() -> stylize(transfer, 1, List.of(frame(0), SmallStyleTransferFixture.face(64, 40, 0))))
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
