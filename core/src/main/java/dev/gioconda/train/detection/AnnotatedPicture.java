package dev.gioconda.train.detection;

import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A picture and its objects: a source of {@link SceneComposer}, and a scene.
 *
 * @param picture the pixels
 * @param objects what the detector is to find
 * @param ignored objects that it may find or not, such as those that the border cuts
 */
public record AnnotatedPicture(Picture picture, List<DetectedObject> objects, List<DetectedObject> ignored) {

    private static final double REACH = 0.75; // of an object's box around its center: 1.5 times the box
    private static final int MIN_SIDE = 40; // pixels

    /** Copies the lists. */
    public AnnotatedPicture {
        objects = List.copyOf(objects);
        ignored = List.copyOf(ignored);
    }

    /** The parts of the picture beside, above and below all objects, of at least 40 x 40 pixels: backgrounds. */
    List<Picture> surroundings() {
        double left = picture.width();
        double top = picture.height();
        double right = 0;
        double bottom = 0;
        for (DetectedObject object : objects) {
            left = Math.min(left, object.x() - REACH * object.width());
            top = Math.min(top, object.y() - REACH * object.height());
            right = Math.max(right, object.x() + REACH * object.width());
            bottom = Math.max(bottom, object.y() + REACH * object.height());
        }
        return Stream.of(
                        part(0, 0, left, picture.height()),
                        part(right, 0, picture.width(), picture.height()),
                        part(0, 0, picture.width(), top),
                        part(0, bottom, picture.width(), picture.height()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Picture> part(double left, double top, double right, double bottom) {
        int x = (int) Math.max(0, Math.ceil(left));
        int y = (int) Math.max(0, Math.ceil(top));
        int width = (int) Math.min(picture.width(), right) - x;
        int height = (int) Math.min(picture.height(), bottom) - y;
        return width < MIN_SIDE || height < MIN_SIDE
                ? Optional.empty()
                : Optional.of(Resampler.region(picture, new CropGeometry(x, y, width, height, width, height, false)));
    }
}
