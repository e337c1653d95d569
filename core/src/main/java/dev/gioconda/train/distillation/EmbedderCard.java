package dev.gioconda.train.distillation;

import dev.gioconda.model.EmbedderManifest;
import java.util.Locale;

/** The card of a trained embedder, in Markdown. */
final class EmbedderCard {

    private EmbedderCard() {}

    static String of(EmbedderManifest manifest) {
        return String.format(
                Locale.ROOT,
                """
                # %s

                An embedder of faces, trained by `gioconda train --task embedding`: an aligned face becomes 128 numbers, and faces of one
                person are close together.

                - Teacher: `%s` of dlib (Davis E. King), in the public domain (CC0). The initial weights are the teacher's with fewer channels inside
                  the blocks; then the student was trained to give the teacher's vectors.
                - Faces: %s. Names of persons and other labels were not used.
                - Squared distance to the teacher's vectors on held-out faces, relative to their variance: %.4f.
                - Input: a face of 150 x 150 pixels, aligned by five points. Output: 128 numbers, not normalized.
                - Limits: what the teacher confuses, the student confuses, and more. The teacher was trained on about 3 million pictures of 7,485
                  people, mostly public figures (FaceScrub, VGG, others), who were not asked. Not checked for fairness.
                - Not for deciding about people: access, payment, employment, law enforcement; not for recognizing people who did not agree.

                The recipe is in `manifest.json`; the same recipe, data, machine and threads give the same weights.
                """,
                manifest.name(),
                manifest.data().get("teacher"),
                manifest.data().get("faces"),
                manifest.metrics().get("validation.error"));
    }
}
