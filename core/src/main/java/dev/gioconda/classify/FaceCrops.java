package dev.gioconda.classify;

import dev.gioconda.face.Framing;
import dev.gioconda.image.Picture;
import java.util.List;

/**
 * An image before classification: its regions, cropped.
 *
 * @param image upright
 * @param framing of the image
 * @param faces the largest first; one for a fixed framing; none where the detector found no face
 */
public record FaceCrops(Picture image, Framing framing, List<FaceCrop> faces) {

    /** The crops, as a classifier takes them. */
    public List<Picture> pixels() {
        return faces.stream().map(FaceCrop::pixels).toList();
    }
}
