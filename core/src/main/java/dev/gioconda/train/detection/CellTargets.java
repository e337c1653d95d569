package dev.gioconda.train.detection;

import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.Point;
import dev.gioconda.nn.DetectorNet;
import java.util.Arrays;

/**
 * The training targets of the cells of a {@link DetectorNet}: the cells near the center of an object, at the levels whose stride fits
 * its size, are to find it; others near its center are ignored, and all others are background.
 */
final class CellTargets {

    /** Background, ignored, or the number of an object. */
    static final int BACKGROUND = -1;

    static final int IGNORED = -2;

    private static final double[] SMALLEST = {0, 28, 64}; // side of an object at each level, in pixels
    private static final double[] LARGEST = {48, 110, Double.MAX_VALUE};
    private static final double POSITIVE = 0.2; // of the side: distance of a positive cell from the center
    private static final double MAX_POSITIVE = 1.5; // strides
    private static final double NEAR = 0.45; // of the side: distance within which other cells are ignored

    private final int side;
    private final int[] objects; // [cells]

    /** @param scene square, its side a multiple of 32 */
    CellTargets(AnnotatedPicture scene) {
        side = scene.picture().width();
        objects = new int[cells(side)];
        Arrays.fill(objects, BACKGROUND);
        scene.ignored().forEach(ignored -> assign(ignored, IGNORED));
        for (int i = 0; i < scene.objects().size(); i++) {
            assign(scene.objects().get(i), i);
        }
    }

    /** The number of cells of a square picture. */
    static int cells(int side) {
        return DetectorNet.STRIDES.stream()
                .mapToInt(stride -> (side / stride) * (side / stride))
                .sum();
    }

    /** The object that a cell is to find, {@link #BACKGROUND} or {@link #IGNORED}. */
    int object(int cell) {
        return objects[cell];
    }

    private void assign(DetectedObject object, int number) {
        int first = 0;
        for (int level = 0; level < DetectorNet.STRIDES.size(); level++) {
            int stride = DetectorNet.STRIDES.get(level);
            int columns = side / stride;
            boolean fits = object.side() >= SMALLEST[level] && object.side() < LARGEST[level] && number >= 0;
            double positive = Math.max(0.5 * stride, Math.min(POSITIVE * object.side(), MAX_POSITIVE * stride));
            double near = Math.max(positive, number == IGNORED ? 0.7 * object.side() : NEAR * object.side());
            for (int cell = 0; cell < columns * columns; cell++) {
                int row = cell / columns;
                Point center = new Point((cell % columns + 0.5) * stride, (row + 0.5) * stride);
                double distance = Math.max(Math.abs(center.x() - object.x()), Math.abs(center.y() - object.y()));
                if (fits && distance <= positive) {
                    objects[first + cell] = number;
                } else if (distance <= near && objects[first + cell] == BACKGROUND) {
                    objects[first + cell] = IGNORED;
                }
            }
            first += columns * columns;
        }
    }
}
