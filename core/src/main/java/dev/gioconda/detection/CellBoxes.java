package dev.gioconda.detection;

import dev.gioconda.image.Point;
import dev.gioconda.nn.DetectorNet;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of an object in the outputs of a cell: the center's distance from the cell's center, the logarithms of the box's sides, and
 * the points' distances, all in strides.
 *
 * @param width of the padded picture
 * @param height of the padded picture
 */
public record CellBoxes(int width, int height) {

    /** Place of the box in a code; the score's logit is place 0. */
    public static final int BOX = 1;

    /** Place of the first point. */
    public static final int POINTS = 5;

    /** Points of an object. */
    public static final int POINT_COUNT = 5;

    private static final double MAX_LOG = 5; // e^5 strides of 32 are 4,749 pixels

    /**
     * A cell.
     *
     * @param x center
     * @param y center
     * @param stride pixels between two cells of its level
     */
    public record Cell(double x, double y, int stride) {

        /** The code of an object; unknown points are zero. // [15], place 0 unused */
        public float[] encode(DetectedObject object) {
            float[] code = new float[DetectorNet.OUTPUTS];
            code[BOX] = (float) ((object.x() - x) / stride);
            code[BOX + 1] = (float) ((object.y() - y) / stride);
            code[BOX + 2] = (float) Math.log(object.width() / stride);
            code[BOX + 3] = (float) Math.log(object.height() / stride);
            for (int i = 0; i < object.points().size(); i++) {
                code[POINTS + 2 * i] = (float) ((object.points().get(i).x() - x) / stride);
                code[POINTS + 2 * i + 1] = (float) ((object.points().get(i).y() - y) / stride);
            }
            return code;
        }

        /**
         * The object of a code.
         *
         * @param outputs of all cells; this one's begin at {@code at}
         */
        public DetectedObject decode(float[] outputs, int at, double score) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < POINT_COUNT; i++) {
                points.add(new Point(
                        x + outputs[at + POINTS + 2 * i] * stride, y + outputs[at + POINTS + 2 * i + 1] * stride));
            }
            return new DetectedObject(
                    x + outputs[at + BOX] * stride,
                    y + outputs[at + BOX + 1] * stride,
                    stride * side(outputs[at + BOX + 2]),
                    stride * side(outputs[at + BOX + 3]),
                    points,
                    score);
        }
    }

    /** A side in strides, more than 0 and finite whatever the network computed. */
    private static double side(float logarithm) {
        return Math.exp(Math.max(-MAX_LOG, Math.min(MAX_LOG, logarithm)));
    }

    /** The cells in the order of the network's outputs. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int stride : DetectorNet.STRIDES) {
            for (int row = 0; row < height / stride; row++) {
                for (int column = 0; column < width / stride; column++) {
                    cells.add(new Cell((column + 0.5) * stride, (row + 0.5) * stride, stride));
                }
            }
        }
        return cells;
    }
}
