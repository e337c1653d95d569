package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.util.List;

/**
 * An animation: frames and their delays.
 *
 * @param frames of one size, one or more
 * @param delays how long each frame is shown, in hundredths of a second, 1 to 65,535
 */
public record Animation(List<Picture> frames, List<Integer> delays) {

    /** Checks and copies. */
    public Animation {
        frames = List.copyOf(frames);
        delays = List.copyOf(delays);
        if (frames.isEmpty() || frames.size() != delays.size()) {
            throw new IllegalArgumentException(
                    "%d frames and %d delays; expected one or more frames and one delay for each."
                            .formatted(frames.size(), delays.size()));
        }
        for (Picture frame : frames) {
            if (frame.width() != frames.get(0).width()
                    || frame.height() != frames.get(0).height()) {
                throw new IllegalArgumentException(
                        "A frame has %d x %d pixels, the first one %d x %d; expected one size."
                                .formatted(
                                        frame.width(),
                                        frame.height(),
                                        frames.get(0).width(),
                                        frames.get(0).height()));
            }
        }
        for (int delay : delays) {
            if (delay < 1 || delay > 65_535) {
                throw new IllegalArgumentException(
                        "A delay is %d hundredths of a second; expected 1 to 65,535.".formatted(delay));
            }
        }
    }
}
