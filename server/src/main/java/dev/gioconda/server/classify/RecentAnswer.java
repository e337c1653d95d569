package dev.gioconda.server.classify;

import dev.gioconda.classify.ClassifiedFace;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.classify.Region;
import dev.gioconda.face.Framing;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.inference.ServedResult;
import java.util.List;

/**
 * A result that is remembered for feedback and heat maps, with a reduced copy of its image.
 *
 * @param model that classified the image
 * @param framing of the image
 * @param attribute that the model predicts
 * @param faces the largest first; their regions are in pixels of the image, not of the copy
 * @param image the copy
 */
public record RecentAnswer(
        ServedModel model, Framing framing, String attribute, List<ClassifiedFace> faces, ReducedImage image) {

    private static final double CROP_FACTOR =
            3; // side of the crop in sides of the face's box; excludes most neighboring faces

    static RecentAnswer of(ServedResult served, ReducedImage image) {
        FaceResult result = served.result();
        return new RecentAnswer(served.model(), result.framing(), result.attribute(), result.faces(), image);
    }

    /** The id of the model version that classified the image. */
    public String modelId() {
        return model.manifest().id();
    }

    /** The image, reduced to at most 2,000 pixels a side. */
    public Picture picture() {
        return image.decode();
    }

    /** The part of the reduced image that belongs to one face: the whole if it has one face, else a square around the face. */
    public Picture pictureOf(int face) {
        Picture picture = picture();
        if (faces.size() == 1) {
            return picture;
        }
        Region region = faces.get(face).crop().region();
        double scale = image.scale();
        double side = CROP_FACTOR * scale * Math.max(region.width(), region.height());
        double left = Math.max(0, scale * (region.x() + region.width() / 2) - side / 2);
        double top = Math.max(0, scale * (region.y() + region.height() / 2) - side / 2);
        double width = Math.min(side, picture.width() - left);
        double height = Math.min(side, picture.height() - top);
        return Resampler.region(
                picture,
                new CropGeometry(
                        left,
                        top,
                        width,
                        height,
                        (int) Math.max(1, Math.round(width)),
                        (int) Math.max(1, Math.round(height)),
                        false));
    }

    /** The memory of the image and the crops. */
    long bytes() {
        return image.bytes().length
                + faces.stream()
                        .mapToLong(face -> face.crop().pixels().rgb().length)
                        .sum();
    }
}
