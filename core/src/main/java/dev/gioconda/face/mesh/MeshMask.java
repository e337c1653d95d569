package dev.gioconda.face.mesh;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Set;

/** Masks of parts of faces. */
public final class MeshMask {

    private MeshMask() {}

    /**
     * A mask of the size of a picture: white inside of parts, black elsewhere.
     *
     * @param inside parts that are white
     * @param outside parts that are black where they cover the white ones
     */
    public static Picture of(Picture picture, List<FaceMesh> faces, Set<FacePart> inside, Set<FacePart> outside) {
        byte[] gray = new byte[picture.width() * picture.height()];
        for (FaceMesh face : faces) {
            inside.forEach(part -> fill(gray, picture, face.polygon(part), (byte) 255));
            outside.forEach(part -> fill(gray, picture, face.polygon(part), (byte) 0));
        }
        byte[] rgb = new byte[3 * gray.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = gray[i / 3];
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }

    /** Sets the pixels whose centers are inside a polygon, by the even-odd rule. */
    private static void fill(byte[] gray, Picture size, List<Point> polygon, byte value) {
        DoubleSummaryStatistics rows = polygon.stream().mapToDouble(Point::y).summaryStatistics();
        int top = (int) Math.max(0, Math.floor(rows.getMin()));
        int bottom = (int) Math.min(size.height(), Math.ceil(rows.getMax()));
        for (int y = top; y < bottom; y++) {
            double[] crossings = crossings(polygon, y + 0.5);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                int from = (int) Math.max(0, Math.ceil(crossings[i] - 0.5));
                int to = (int) Math.min(size.width(), Math.ceil(crossings[i + 1] - 0.5));
                if (from < to) {
                    Arrays.fill(gray, y * size.width() + from, y * size.width() + to, value);
                }
            }
        }
    }

    /** Where the sides of a polygon cross a row, from left to right. */
    private static double[] crossings(List<Point> polygon, double y) {
        double[] crossings = new double[polygon.size()];
        int count = 0;
        for (int i = 0; i < polygon.size(); i++) {
            Point a = polygon.get(i);
            Point b = polygon.get((i + 1) % polygon.size());
            if (a.y() <= y != b.y() <= y) {
                crossings[count] = a.x() + (y - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
                count++;
            }
        }
        double[] sorted = Arrays.copyOf(crossings, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
