package dev.gioconda.bench;

import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Counts the pictures of data sets in which a detector finds a face, compares the faces with YuNet's, and measures the time. Arguments: the
 * detector, data sets (as for {@code --data}), the largest roll in degrees by which pictures are turned at random, optionally the part of the
 * sets and the number of pictures that are drawn. Prints pictures, pictures with a face, those with YuNet's first face, faces, those that
 * overlap none of YuNet's, and milliseconds a picture on one thread.
 */
public final class DetectionRecall {

    private DetectionRecall() {}

    public static void main(String[] arguments) throws IOException {
        double maxRoll = Double.parseDouble(arguments[2]);
        String part = arguments.length > 3 ? arguments[3] : "";
        Random random = new Random(7);
        SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);
        int pictures = 0;
        int found = 0;
        int agreed = 0;
        int faces = 0;
        int others = 0;
        long nanos = 0;
        List<String> missed = new ArrayList<>();
        int limit = arguments.length > 4 ? Integer.parseInt(arguments[4]) : Integer.MAX_VALUE;
        OfficialWeights weights = OfficialWeights.forCurrentUser();
        try (FaceDetector detector = FaceDetectors.named(arguments[0], weights).open();
                FaceDetector reference =
                        FaceDetectors.named(FaceDetectors.YUNET, weights).open()) {
            List<Map.Entry<Example, byte[]>> entries =
                    new ArrayList<>(bytes(arguments[1], part).entrySet());
            if (entries.size() > limit) {
                Collections.shuffle(entries, new Random(7));
            }
            for (Map.Entry<Example, byte[]> entry : entries.subList(0, Math.min(limit, entries.size()))) {
                Picture upright = decoder.decode(entry.getValue());
                Picture picture = turned(upright, (2 * random.nextDouble() - 1) * maxRoll);
                long start = System.nanoTime();
                List<Face> detected = detector.detect(picture);
                nanos += System.nanoTime() - start;
                pictures++;
                found += detected.isEmpty() ? 0 : 1;
                faces += detected.size();
                List<Face> expected = reference.detect(picture);
                others += (int) detected.stream()
                        .filter(face -> expected.stream().noneMatch(other -> same(face, other)))
                        .count();
                agreed +=
                        !expected.isEmpty() && detected.stream().anyMatch(face -> same(face, expected.get(0))) ? 1 : 0;
                if (detected.isEmpty() && missed.size() < 10) {
                    missed.add(entry.getKey().name());
                }
            }
        }
        System.out.printf(
                "%s %s roll %s: %d pictures, %d with a face (%.2f %%), %d with YuNet's first face, %d faces, %d of them not YuNet's, %.1f ms a picture; missed: %s%n",
                arguments[0],
                arguments[1],
                arguments[2],
                pictures,
                found,
                100.0 * found / pictures,
                agreed,
                faces,
                others,
                nanos / 1e6 / pictures,
                missed);
    }

    /** Whether the center of one box is in the other one; boxes of turned faces differ in size. */
    private static boolean same(Face a, Face b) {
        return Math.abs(a.x() + a.width() / 2 - b.x() - b.width() / 2) < b.width() / 2
                && Math.abs(a.y() + a.height() / 2 - b.y() - b.height() / 2) < b.height() / 2;
    }

    /** The bytes of the pictures of data sets, of one part if it is named. */
    static Map<Example, byte[]> bytes(String data, String part) throws IOException {
        Map<PictureArchive, Map<String, Example>> wanted = new HashMap<>();
        for (Example example : Datasets.open(data, true).examples()) {
            String partition = String.valueOf(example.partition()).toLowerCase(Locale.ROOT);
            if (part.isEmpty() || List.of(part.split(",", -1)).contains(partition)) {
                wanted.computeIfAbsent(example.archive(), archive -> new HashMap<>())
                        .put(example.entry(), example);
            }
        }
        Map<Example, byte[]> bytes = new HashMap<>();
        for (Map.Entry<PictureArchive, Map<String, Example>> archive : wanted.entrySet()) {
            Map<String, Example> examples = archive.getValue();
            archive.getKey().visit(examples.keySet(), (entry, content) -> bytes.put(examples.get(entry), content));
        }
        Map<Example, byte[]> ordered = new LinkedHashMap<>();
        bytes.keySet().stream()
                .sorted(Comparator.comparing(Example::name))
                .forEach(example -> ordered.put(example, bytes.get(example)));
        return ordered;
    }

    private static Picture turned(Picture picture, double degrees) {
        if (degrees == 0) {
            return picture;
        }
        double x = picture.width() / 2.0;
        double y = picture.height() / 2.0;
        return Resampler.sample(
                picture,
                AffineMap.similarity(x, y, x, y, 1, degrees),
                new CropGeometry(0, 0, picture.width(), picture.height(), picture.width(), picture.height(), false));
    }
}
