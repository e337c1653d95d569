package dev.gioconda.face;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import dev.gioconda.image.Resampler;
import java.util.List;

/**
 * Crops faces of every source in one geometry: computes the affine map of the aligned frame (CelebA's image of 178 x
 * 218 pixels) to the picture, then samples a rectangle of the frame. Pure Java and deterministic; safe for use by
 * several threads.
 */
public final class FaceCropper {
    private static final double FRAME_WIDTH = 178;
    private static final double FRAME_HEIGHT = 218;

    /** LFWcrop's box in the aligned frame: measured by {@code LfwcropSurvey} on 3,000 CelebA and 6,000 SMILEs faces. */
    private static final double LFWCROP_LEFT = 49.5;

    private static final double LFWCROP_TOP = 93.4;
    private static final double LFWCROP_SIDE = 77.2;

    /**
     * The detector's box in the aligned frame: medians measured by {@code FaceBoxSurvey} on 500 pictures of CelebA's
     * train partition.
     */
    private static final double BOX_X = 89.1;

    private static final double BOX_Y = 124.3;
    private static final double BOX_WIDTH = 111.9;

    /** YuNet's points in the aligned frame: medians measured by {@code FaceBoxSurvey} on 500 pictures of CelebA's
     * train partition. */
    private static final List<Point> POINTS = List.of(
            new Point(69.0, 112.4),
            new Point(108.4, 112.3),
            new Point(87.8, 135.4),
            new Point(71.7, 152.9),
            new Point(105.8, 152.5));

    private FaceCropper() {}

    /**
     * Crops a picture whose framing is fixed by its source.
     *
     * @throws IllegalArgumentException for {@link Framing#PHOTO}, where the face must be found first
     */
    public static Picture crop(Picture picture, Framing framing, CropGeometry geometry) {
        return Resampler.sample(picture, frameToPicture(picture, framing, geometry), geometry);
    }

    /** Crops a detected face, aligned by its points, or by its box and roll. */
    public static Picture crop(Picture picture, Face face, CropGeometry geometry) {
        return Resampler.sample(picture, frameToPicture(face), geometry);
    }

    private static AffineMap frameToPicture(Picture picture, Framing framing, CropGeometry geometry) {
        return switch (framing) {
            case CELEBA -> AffineMap.covering(picture, 0, 0, FRAME_WIDTH, FRAME_HEIGHT);
            case LFWCROP -> AffineMap.covering(picture, LFWCROP_LEFT, LFWCROP_TOP, LFWCROP_SIDE, LFWCROP_SIDE);
            case WHOLE -> AffineMap.covering(picture, geometry.x(), geometry.y(), geometry.width(), geometry.height());
            case PHOTO ->
                throw new IllegalArgumentException("A photograph has no fixed framing; expected CELEBA, "
                        + "LFWCROP or WHOLE. Detect the face first, with FaceDetector.");
        };
    }

    /**
     * The corners of a detected face's crop: x and y of the upper left, upper right and lower left corner, in pixels of
     * the picture.
     */
    public static double[] corners(Face face, CropGeometry geometry) {
        return corners(frameToPicture(face), geometry);
    }

    /** The corners of the crop of a picture whose framing is fixed by its source, in the same order. */
    public static double[] corners(Picture picture, Framing framing, CropGeometry geometry) {
        return corners(frameToPicture(picture, framing, geometry), geometry);
    }

    private static double[] corners(AffineMap map, CropGeometry geometry) {
        double left = geometry.x();
        double top = geometry.y();
        double right = left + geometry.width();
        double bottom = top + geometry.height();
        return new double[] {
            map.x(left, top), map.y(left, top),
            map.x(right, top), map.y(right, top),
            map.x(left, bottom), map.y(left, bottom)
        };
    }

    /**
     * The map from the aligned frame to the picture: the similarity of the five points where the detector gives them, otherwise of
     * the box and its roll.
     */
    public static AffineMap frameToPicture(Face face) {
        FacePoints points = face.points();
        return points == null
                ? AffineMap.similarity(
                        BOX_X,
                        BOX_Y,
                        face.x() + face.width() / 2,
                        face.y() + face.height() / 2,
                        face.width() / BOX_WIDTH,
                        face.roll())
                : AffineMap.fit(POINTS, points.list());
    }

    /** The square of a face from eyebrows to mouth, which the cascades detect; its box if the detector gives no points. */
    public static FaceSquare square(Face face) {
        AffineMap map = frameToPicture(face);
        return new FaceSquare(
                map.x(BOX_X, BOX_Y),
                map.y(BOX_X, BOX_Y),
                BOX_WIDTH * Math.hypot(map.xu(), map.yu()),
                Math.toDegrees(Math.atan2(map.yu(), map.xu())));
    }
}
