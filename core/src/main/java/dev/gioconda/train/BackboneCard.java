package dev.gioconda.train;

import dev.gioconda.model.BackboneManifest;

/** The model card of a pretrained backbone, in Markdown. */
final class BackboneCard {

    private BackboneCard() {}

    static String of(BackboneManifest manifest) {
        return """
                # %s

                A backbone for transfer learning and style transfer: `%s`, pretrained from scratch by Gioconda.

                - Objects: %s. Faces: %s. Paintings: %s.
                - Accuracy on held-out objects: %.4f.
                - Batch normalization is folded into the convolutions; state names are torchvision's.

                The recipe is in `manifest.json`; the same recipe, data, machine and threads give the same weights.
                """.formatted(
                        manifest.name(),
                        manifest.backbone(),
                        manifest.data().get("objects"),
                        manifest.data().get("faces"),
                        manifest.data().get("paintings"),
                        manifest.metrics().get("validation.accuracy"));
    }
}
