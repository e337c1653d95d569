package dev.gioconda.face.mesh;

import dev.gioconda.image.Point;
import java.util.List;

/**
 * The points of a face in pixels of the picture, in the order of MediaPipe's canonical face.
 *
 * @param points 468 points
 * @param presence how sure the network is that there is a face, in [0, 1]
 */
public record FaceMesh(List<Point> points, double presence) {

    /** The number of points. */
    public static final int COUNT = 468;

    /** Checks the number of points. */
    public FaceMesh {
        if (points.size() != COUNT) {
            throw new IllegalArgumentException("The mesh has %d points; expected %d.".formatted(points.size(), COUNT));
        }
        points = List.copyOf(points);
    }

    /** A part as a polygon: its corners in order, without a repeated first one. */
    public List<Point> polygon(FacePart part) {
        return part.points().stream().map(points::get).toList();
    }
}
