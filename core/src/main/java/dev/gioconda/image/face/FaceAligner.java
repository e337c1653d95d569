package dev.gioconda.image.face;

import dev.gioconda.image.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a found face's place, size and roll more exact: looks at it again, at one scale and at several turns, and takes the
 * mean over all windows of all cascades near it. A cascade answers best where the face stands upright, so the turns' mean,
 * weighted by their windows, is the head's roll.
 */
final class FaceAligner {
    private static final double[] TURNS = {-24, -12, 0, 12, 24};
    private static final int VIEW = 88;
    private static final int SMALLEST = 32;
    private static final int LARGEST = 64;

    private final FrontalCascades cascades;

    FaceAligner(FrontalCascades cascades) {
        this.cascades = cascades;
    }

    Candidate align(Picture picture, Candidate found) {
        List<Candidate> turns = new ArrayList<>();
        for (double turn : TURNS) {
            View view = View.of(picture, found.x(), found.y(), found.side(), VIEW, found.roll() + turn);
            List<Candidate> near = cascades.windows(view, SMALLEST, LARGEST).stream()
                    .filter(found::agreesWith)
                    .toList();
            if (!near.isEmpty()) {
                Candidate mean = Candidate.mean(near);
                turns.add(new Candidate(mean.x(), mean.y(), mean.side(), mean.roll(), mean.support() * mean.support()));
            }
        }
        if (turns.isEmpty()) {
            return found;
        }
        Candidate mean = Candidate.mean(turns);
        return new Candidate(mean.x(), mean.y(), mean.side(), mean.roll(), found.support());
    }
}
