package dev.gioconda.train.detection;

import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The pictures of a data set that a teacher annotated.
 *
 * @param pictures with at least one object each, in the order of their names
 * @param without number of pictures in which the teacher found nothing
 * @param rejected number of files that could not be decoded
 */
public record AnnotatedSet(List<AnnotatedPicture> pictures, int without, int rejected) {

    private static final int LONG_SIDE = 320; // to which larger pictures are reduced
    private static final int TEACHER_SIDE = 256; // to which smaller ones are enlarged for the teacher

    /** Copies the list. */
    public AnnotatedSet {
        pictures = List.copyOf(pictures);
    }

    private record Named(String name, AnnotatedPicture picture) {}

    /** Reads and annotates the pictures of examples; their labels are not used. */
    public static AnnotatedSet read(List<Example> examples, Teacher teacher) throws IOException {
        Map<PictureArchive, Map<String, Example>> entries = new HashMap<>();
        for (Example example : examples) {
            entries.computeIfAbsent(example.archive(), archive -> new HashMap<>())
                    .put(example.entry(), example);
        }
        SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);
        List<Named> annotated = new ArrayList<>();
        int[] rejected = new int[1];
        int[] without = new int[1];
        for (Map.Entry<PictureArchive, Map<String, Example>> archive : entries.entrySet()) {
            archive.getKey().visit(archive.getValue().keySet(), (entry, bytes) -> {
                try {
                    Picture picture = Resampler.fit(decoder.decode(bytes), LONG_SIDE);
                    List<DetectedObject> objects = annotate(picture, teacher);
                    if (objects.isEmpty()) {
                        without[0]++;
                    } else {
                        annotated.add(new Named(
                                Objects.requireNonNull(archive.getValue().get(entry))
                                        .name(),
                                new AnnotatedPicture(picture, objects, List.of())));
                    }
                } catch (RefusedPictureException notDecodable) {
                    rejected[0]++; // counted and reported: one damaged file of thousands is no reason to stop
                }
            });
        }
        annotated.sort(Comparator.comparing(Named::name));
        return new AnnotatedSet(annotated.stream().map(Named::picture).toList(), without[0], rejected[0]);
    }

    /** Annotates a picture, enlarged if it is small. */
    private static List<DetectedObject> annotate(Picture picture, Teacher teacher) {
        double scale = (double) TEACHER_SIDE / Math.max(picture.width(), picture.height());
        if (scale <= 1) {
            return teacher.annotate(picture);
        }
        int width = (int) Math.max(1, Math.round(picture.width() * scale));
        int height = (int) Math.max(1, Math.round(picture.height() * scale));
        AffineMap back = AffineMap.similarity(0, 0, 0, 0, 1 / scale, 0);
        return teacher.annotate(Resampler.resize(picture, width, height)).stream()
                .map(object -> object.mapped(back))
                .toList();
    }
}
