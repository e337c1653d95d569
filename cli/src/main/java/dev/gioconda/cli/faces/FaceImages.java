package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.face.Face;
import dev.gioconda.face.FacePoints;
import dev.gioconda.image.codec.SafeImageDecoder.ReducedPicture;
import dev.gioconda.recognition.DescribedFace;
import dev.gioconda.recognition.FaceDescriber;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Faces of image files. */
final class FaceImages {

    private FaceImages() {}

    /** The faces of an image, in pixels of the file, of which every second or third was read if it is large. */
    static List<DescribedFace> all(Path file, InputImage reader, FaceDescriber describer) throws IOException {
        ReducedPicture read = reader.readReduced(file);
        return describer.describe(read.picture()).stream()
                .map(face -> new DescribedFace(face.face().scaled(read.step()), face.embedding()))
                .toList();
    }

    /**
     * The face of an image of one person: its largest clear face.
     *
     * @param err receives a note if there are several faces
     * @throws IOException if the image cannot be read or has no face
     */
    static DescribedFace only(Path file, InputImage reader, FaceDescriber describer, PrintWriter err)
            throws IOException {
        List<DescribedFace> faces = all(file, reader, describer);
        if (faces.isEmpty()) {
            throw new IOException("%s: no face was found; expected an image with a face of 24 pixels or more."
                    .formatted(TerminalText.escapedLine(file)));
        }
        if (faces.size() > 1) {
            err.printf(
                    "%s shows %d faces; the largest clear one is used.%n",
                    TerminalText.escapedLine(file), faces.size());
            err.flush();
        }
        return faces.get(0);
    }

    /** A face as JSON: its box in pixels, roll, detection score, and points if the detector gives them. */
    static Map<String, Object> asMap(Face face) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("x", rounded(face.x()));
        map.put("y", rounded(face.y()));
        map.put("width", rounded(face.width()));
        map.put("height", rounded(face.height()));
        map.put("roll", rounded(face.roll()));
        map.put("detection", rounded(face.detection()));
        FacePoints points = face.points();
        if (points != null) {
            map.put("points", points);
        }
        return map;
    }

    /** A face as text: its box. */
    static String box(Face face) {
        return String.format(Locale.ROOT, "%.0f,%.0f %.0fx%.0f", face.x(), face.y(), face.width(), face.height());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
