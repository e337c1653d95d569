package dev.gioconda.train.detection;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.reader.Photographs;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.Splits;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.train.DataIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The data of the training of a detector.
 *
 * @param sets data sets with objects, separated by commas, such as {@code genki4k,smiles}; their labels are not used
 * @param backgrounds folders or archives of pictures without objects
 * @param teacher the id of the detector that annotates, or {@link #WHOLE_PICTURE}
 */
public record DetectorData(String sets, List<Path> backgrounds, String teacher) {

    /** Every picture of the sets is one object, such as a cut-out. */
    public static final String WHOLE_PICTURE = "none";

    private static final long SEED = 1; // of the split and of the sample of backgrounds
    private static final int MAX_BACKGROUNDS = 30_000; // of each folder or archive
    private static final int BACKGROUND_SIDE = 1024; // pixels; larger ones are reduced
    private static final int MIN_TEACHER_SIDE = 100; // in smaller backgrounds the teacher finds too much

    /** Checks that there is a set. */
    public DetectorData {
        if (sets.isBlank()) {
            throw new IllegalArgumentException("There are no data; expected data sets with objects, such as genki4k.");
        }
        backgrounds = List.copyOf(backgrounds);
    }

    /**
     * The loaded data.
     *
     * @param training annotated pictures by data set
     * @param validation of the validation parts
     * @param backgrounds the backgrounds, and what surrounds the objects
     * @param description in words, for the manifest
     */
    public record Loaded(
            List<List<AnnotatedPicture>> training,
            List<List<AnnotatedPicture>> validation,
            BackgroundPainter backgrounds,
            Map<String, String> description) {

        /** The identity of pixels and annotations by part, so that a run is not resumed with other data. */
        DataIdentity identity() {
            Map<String, String> parts = new TreeMap<>();
            for (int i = 0; i < training.size(); i++) {
                parts.put("training set %d".formatted(i + 1), hash(training.get(i)));
                parts.put("validation set %d".formatted(i + 1), hash(validation.get(i)));
            }
            MessageDigest pixels = Hashes.newSha256();
            backgrounds.sets().forEach(set -> set.forEach(picture -> pixels.update(picture.rgb())));
            parts.put("backgrounds", Hashes.hex(pixels.digest()));
            return new DataIdentity(DataIdentity.FORMAT, parts);
        }

        private static String hash(List<AnnotatedPicture> pictures) {
            MessageDigest digest = Hashes.newSha256();
            for (AnnotatedPicture picture : pictures) {
                digest.update(picture.picture().rgb());
                digest.update(picture.objects().toString().getBytes(StandardCharsets.UTF_8));
            }
            return pictures.size() + " " + Hashes.hex(digest.digest());
        }

        /** Whether the points of all objects are known. */
        boolean points() {
            return training.stream()
                    .flatMap(List::stream)
                    .flatMap(picture -> picture.objects().stream())
                    .noneMatch(object -> object.points().isEmpty());
        }
    }

    /**
     * Loads and annotates everything.
     *
     * @param listener receives the name of each set's part and what was annotated in it
     */
    public Loaded load(Teacher annotator, BiConsumer<String, AnnotatedSet> listener) throws IOException {
        List<List<AnnotatedPicture>> training = new ArrayList<>();
        List<List<AnnotatedPicture>> validation = new ArrayList<>();
        List<Picture> surroundings = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String name : sets.split(",", -1)) {
            Dataset set = Datasets.open(name);
            Parts parts =
                    Splits.predefinedOrSeeded(SEED, set.attributes().get(0)).apply(set);
            AnnotatedSet train = required(name, AnnotatedSet.read(parts.train(), annotator));
            listener.accept(name + ", training", train);
            AnnotatedSet held = required(name, AnnotatedSet.read(parts.validation(), annotator));
            listener.accept(name + ", validation", held);
            training.add(train.pictures());
            validation.add(held.pictures());
            train.pictures().forEach(picture -> surroundings.addAll(picture.surroundings()));
            names.add("%s, %d pictures".formatted(set.name(), train.pictures().size()));
        }
        List<List<Picture>> sources = new ArrayList<>();
        List<String> backgroundNames = new ArrayList<>();
        for (Path path : backgrounds) {
            List<Picture> pictures =
                    Photographs.read(List.of(path), MAX_BACKGROUNDS, BACKGROUND_SIDE, SEED).pictures().stream()
                            .filter(picture -> isBackground(picture, annotator))
                            .toList();
            sources.add(pictures);
            backgroundNames.add("%s, %d pictures".formatted(path.getFileName(), pictures.size()));
        }
        sources.add(surroundings);
        return new Loaded(
                training,
                validation,
                new BackgroundPainter(sources),
                Map.of(
                        "objects",
                        String.join("; ", names),
                        "backgrounds",
                        backgroundNames.isEmpty() ? "none" : String.join("; ", backgroundNames),
                        "teacher",
                        teacher));
    }

    private static AnnotatedSet required(String name, AnnotatedSet set) {
        if (set.pictures().isEmpty()) {
            throw new IllegalArgumentException(
                    "The teacher found no object in %s; use pictures in which it finds some, or --teacher %s for cut-outs."
                            .formatted(name, WHOLE_PICTURE));
        }
        return set;
    }

    private boolean isBackground(Picture picture, Teacher annotator) {
        return teacher.equals(WHOLE_PICTURE)
                || Math.min(picture.width(), picture.height()) < MIN_TEACHER_SIDE
                || annotator.annotate(picture).isEmpty();
    }

    /** As stored in {@code run.json}. */
    public Map<String, String> toMap() {
        return new TreeMap<>(Map.of(
                "data",
                sets,
                "backgrounds",
                String.join("\n", backgrounds.stream().map(Path::toString).toList()),
                "teacher",
                teacher));
    }

    /** The data of a run, as {@link #toMap} stored it. */
    public static DetectorData fromMap(Map<String, String> values) {
        return new DetectorData(
                values.getOrDefault("data", ""),
                Arrays.stream(values.getOrDefault("backgrounds", "").split("\n", -1))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of)
                        .toList(),
                values.getOrDefault("teacher", ""));
    }
}
