package dev.gioconda.train.backbone;

import dev.gioconda.data.archive.Archives;
import dev.gioconda.data.reader.Photographs;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.train.DataIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data of a distillation of features.
 *
 * @param pictures folders or archives of pictures without labels
 * @param teachers by name, such as {@code vgg19}, or with the file of the weights, such as {@code vgg19=vgg19.h5}
 */
public record HintData(List<Path> pictures, List<String> teachers) {

    private static final int MAX_PICTURES = 30_000; // of each folder or archive
    private static final int MAX_SIDE = 1024; // pixels; larger pictures are reduced
    private static final int HELD_OUT = 20; // every 20th picture is for validation
    private static final long SEED = 1; // of the sample
    private static final String SEPARATOR = "\n";

    /** Checks that there are pictures and teachers. */
    public HintData {
        pictures = List.copyOf(pictures);
        teachers = List.copyOf(teachers);
        if (pictures.isEmpty() || teachers.isEmpty()) {
            throw new IllegalArgumentException(
                    "Distillation needs pictures and at least one teacher; received pictures %s, teachers %s."
                            .formatted(pictures, teachers));
        }
    }

    /** Loaded pictures. */
    record LoadedPictures(PictureCrops training, PictureCrops validation, String description) {

        /** Identifies the pixels and the teachers' weights, so that a run is not resumed with others. */
        DataIdentity identity(List<FeatureTeacher> teachers) {
            Map<String, String> parts =
                    new TreeMap<>(Map.of("training", hash(training), "validation", hash(validation)));
            teachers.forEach(teacher -> parts.put("teacher " + teacher.name(), teacher.sha256()));
            return new DataIdentity(DataIdentity.FORMAT, parts);
        }

        private static String hash(PictureCrops crops) {
            MessageDigest pixels = Hashes.newSha256();
            crops.sets().forEach(set -> set.forEach(picture -> pixels.update(picture.rgb())));
            return Hashes.hex(pixels.digest());
        }
    }

    /** Checks that all paths exist. */
    void requirePictures() throws IOException {
        for (Path path : pictures) {
            Archives.open(path);
        }
    }

    /** Reads all pictures. */
    LoadedPictures load() throws IOException {
        List<List<Picture>> training = new ArrayList<>();
        List<List<Picture>> validation = new ArrayList<>();
        List<String> description = new ArrayList<>();
        for (Path path : pictures) {
            List<Picture> all = Photographs.read(List.of(path), MAX_PICTURES, MAX_SIDE, SEED)
                    .pictures();
            List<Picture> trained = new ArrayList<>();
            List<Picture> held = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                (i % HELD_OUT == 0 ? held : trained).add(all.get(i));
            }
            if (trained.isEmpty()) {
                throw new IOException(
                        "%s has %d pictures that can be read; expected at least 2, since one is held out for validation."
                                .formatted(path, all.size()));
            }
            training.add(trained);
            validation.add(held);
            description.add("%s, %d pictures".formatted(path.getFileName(), trained.size()));
        }
        return new LoadedPictures(
                new PictureCrops(training), new PictureCrops(validation), String.join("; ", description));
    }

    /** As stored in {@code run.json}. */
    public Map<String, String> toMap() {
        return new TreeMap<>(Map.of(
                "pictures",
                String.join(SEPARATOR, pictures.stream().map(Path::toString).toList()),
                "teachers",
                String.join(SEPARATOR, teachers)));
    }

    /** The data of a run, as {@link #toMap} stored it. */
    public static HintData fromMap(Map<String, String> values) {
        return new HintData(
                lines(values.getOrDefault("pictures", "")).stream()
                        .map(Path::of)
                        .toList(),
                lines(values.getOrDefault("teachers", "")));
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split(SEPARATOR, -1))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
