package dev.gioconda.face.detector;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FacePoints;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import dev.gioconda.image.Rectangle;
import dev.gioconda.image.Resampler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Detects faces by a network that finds boxes and five points. A picture is scanned at two sizes, and turned by 90, 180 and 270 degrees if
 * no clear face is upright.
 */
final class ScanningDetector implements FaceDetector {
    private static final double MAX_OVERLAP = 0.3; // of boxes, as intersection over union
    private static final double LARGE = 0.2; // of the long side: smaller faces have to be clear

    private static final double[] QUARTER_TURNS = {90, -90, 180};

    /** The crop in which points are refined, in the aligned frame. */
    private static final CropGeometry REFINED_REGION = new CropGeometry(-21, 18, 220, 220, 320, 320, false);

    private static final double MAX_CENTER_DISTANCE = 0.2; // of the side of that crop

    private final String id;
    private final FaceScan network;

    /** @param id of the detector */
    ScanningDetector(String id, FaceScan network) {
        this.id = id;
        this.network = network;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public synchronized List<Face> detect(Picture photograph) {
        List<Face> faces = new ArrayList<>(upright(photograph));
        if (faces.stream().noneMatch(Face::clear)) {
            for (double degrees : QUARTER_TURNS) {
                faces.addAll(turned(photograph, degrees));
            }
            faces.sort(Comparator.comparingDouble(Face::detection).reversed());
        }
        return sufficient(withoutOverlaps(faces), photograph);
    }

    @Override
    public synchronized Optional<Face> largest(Picture picture) {
        return sufficient(upright(picture), picture).stream().findFirst();
    }

    /** The faces that are reported, in their order: small ones, and those beside a clear one, have to be clearer than large ones. */
    private List<Face> sufficient(List<Face> faces, Picture picture) {
        boolean clear = faces.stream().anyMatch(Face::clear);
        double large = LARGE * Math.max(picture.width(), picture.height());
        return faces.stream()
                .filter(face -> face.detection() >= network.minBesideClear() || (!clear && face.width() >= large))
                .sorted(Face.CLEAR_AND_LARGE_FIRST)
                .toList();
    }

    /** The mean of the points in an upright and enlarged crop and in its mirror image. */
    @Override
    public synchronized Face refined(Picture picture, Face face) {
        AffineMap frame = FaceCropper.frameToPicture(face);
        Picture crop = Resampler.sample(picture, frame, REFINED_REGION);
        List<FacePoints> found = new ArrayList<>();
        central(crop).ifPresent(found::add);
        central(Orientation.MIRRORED.upright(crop))
                .map(points -> points.mirrored(crop.width()))
                .ifPresent(found::add);
        if (found.isEmpty()) {
            return face;
        }
        double scale = REFINED_REGION.width() / REFINED_REGION.columns();
        FacePoints points = FacePoints.mean(found)
                .map(point -> frame.apply(
                        new Point(REFINED_REGION.x() + point.x() * scale, REFINED_REGION.y() + point.y() * scale)));
        return new Face(face.x(), face.y(), face.width(), face.height(), points.roll(), face.detection(), points);
    }

    /** The points of the face nearest to the center of a square crop; empty if there is none near it. */
    private Optional<FacePoints> central(Picture crop) {
        double center = crop.width() / 2.0;
        return scan(crop, network.fineSide()).stream()
                .filter(face -> distance(face, center) < MAX_CENTER_DISTANCE * crop.width())
                .min(Comparator.comparingDouble(face -> distance(face, center)))
                .map(Face::points);
    }

    private static double distance(Face face, double center) {
        return Math.hypot(face.x() + face.width() / 2 - center, face.y() + face.height() / 2 - center);
    }

    private List<Face> upright(Picture picture) {
        List<Face> faces = new ArrayList<>(scan(picture, network.fineSide()));
        if (Math.max(picture.width(), picture.height()) > network.coarseFrom()) {
            faces.addAll(scan(picture, network.coarseSide()));
        }
        return withoutOverlaps(faces);
    }

    private List<Face> turned(Picture picture, double degrees) {
        boolean sideways = Math.abs(degrees) == 90;
        Picture fine = Resampler.fit(picture, network.fineSide());
        double scale = picture.width() / (double) fine.width();
        int width = sideways ? fine.height() : fine.width();
        int height = sideways ? fine.width() : fine.height();
        AffineMap turn =
                AffineMap.similarity(width / 2.0, height / 2.0, fine.width() / 2.0, fine.height() / 2.0, 1, degrees);
        Picture turned = Resampler.sample(fine, turn, new CropGeometry(0, 0, width, height, width, height, false));
        AffineMap back = AffineMap.similarity(
                width / 2.0, height / 2.0, picture.width() / 2.0, picture.height() / 2.0, scale, degrees);
        return upright(turned).stream()
                .filter(Face::clear) // three more looks find three times as many false faces
                .map(face -> mapped(face, back))
                .toList();
    }

    /** The faces of a picture that is reduced to a long side, in pixels of the picture. */
    private List<Face> scan(Picture picture, int longSide) {
        Picture reduced = Resampler.fit(picture, longSide);
        AffineMap back = new AffineMap(
                picture.width() / (double) reduced.width(), 0, 0, 0, picture.height() / (double) reduced.height(), 0);
        return network.faces(reduced).stream().map(face -> mapped(face, back)).toList();
    }

    /** A face in the pixels of another picture; its box is the upright one around the mapped box. */
    private static Face mapped(Face face, AffineMap map) {
        double width = face.width() * Math.abs(map.xu()) + face.height() * Math.abs(map.xv());
        double height = face.width() * Math.abs(map.yu()) + face.height() * Math.abs(map.yv());
        Point center = map.apply(new Point(face.x() + face.width() / 2, face.y() + face.height() / 2));
        FacePoints five = face.points();
        FacePoints points = five == null ? null : five.map(map::apply);
        return new Face(
                center.x() - width / 2,
                center.y() - height / 2,
                width,
                height,
                points == null ? face.roll() : points.roll(),
                face.detection(),
                points);
    }

    /** Each face that overlaps none before it. */
    private static List<Face> withoutOverlaps(List<Face> faces) {
        List<Face> kept = new ArrayList<>();
        for (Face face : faces) {
            if (kept.stream().noneMatch(other -> box(face).overlap(box(other)) > MAX_OVERLAP)) {
                kept.add(face);
            }
        }
        return kept;
    }

    private static Rectangle box(Face face) {
        return new Rectangle(face.x(), face.y(), face.width(), face.height());
    }

    @Override
    public synchronized void close() {
        network.close();
    }
}
