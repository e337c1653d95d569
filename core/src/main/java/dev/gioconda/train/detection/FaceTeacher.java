package dev.gioconda.train.detection;

import dev.gioconda.detection.DetectedObject;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FacePoints;
import dev.gioconda.image.Picture;
import java.util.List;

/**
 * Annotates pictures by the faces that a detector finds.
 *
 * @param detector of the faces; closed by the caller
 * @param minDetection of a face, see {@link dev.gioconda.face.Face#detection}
 */
public record FaceTeacher(FaceDetector detector, double minDetection) implements Teacher {

    @Override
    public List<DetectedObject> annotate(Picture picture) {
        return detector.detect(picture).stream()
                .filter(face -> face.detection() >= minDetection)
                .map(face -> {
                    FacePoints points = face.points();
                    return new DetectedObject(
                            face.x() + face.width() / 2,
                            face.y() + face.height() / 2,
                            face.width(),
                            face.height(),
                            points == null ? List.of() : points.list(),
                            1);
                })
                .toList();
    }
}
