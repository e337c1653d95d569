package dev.gioconda.image.face;

import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Placement;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/**
 * OpenCV's cascade for faces turned to one side, run on the picture and on its mirror image. Its box reaches further behind
 * the face than the frontal ones; the constants are medians over 65 CelebA pictures of the train partition that both see.
 */
final class ProfileCascade implements AutoCloseable {
    /** From its box's centre to ours, and our side, in sides of its box. */
    private static final double RIGHT = -0.15;

    private static final double DOWN = 0.02;
    private static final double LARGER = 0.91;

    private final Cascade cascade = new Cascade("haarcascade_profileface");

    /** Every accepted window of both sides, in the picture's coordinates; the centred view is {@code half} pixels to a side. */
    List<Candidate> windows(Picture picture, double half, int side, int smallest) {
        List<Candidate> found = new ArrayList<>(oneSide(picture, half, side, smallest));
        for (Candidate other : oneSide(Orientation.MIRRORED.upright(picture), half, side, smallest)) {
            found.add(new Candidate(picture.width() - other.x(), other.y(), other.side(), 0, other.support()));
        }
        return found;
    }

    @SuppressWarnings("try") // the scope is there for what is allocated inside it
    private List<Candidate> oneSide(Picture picture, double half, int side, int smallest) {
        View view = View.of(picture, picture.width() / 2.0, picture.height() / 2.0, half, side, 0);
        List<Candidate> found = new ArrayList<>();
        try (PointerScope scope = new PointerScope()) {
            for (Cascade.Window window : cascade.windows(view.mat(), smallest, side)) {
                double u = window.x() + window.side() * (0.5 + RIGHT);
                double v = window.y() + window.side() * (0.5 + DOWN);
                Placement toPicture = view.toPicture();
                double ours = window.side() * LARGER * view.scale();
                found.add(new Candidate(toPicture.x(u, v), toPicture.y(u, v), ours, 0, 1));
            }
        }
        return found;
    }

    @Override
    public void close() {
        cascade.close();
    }
}
