package dev.gioconda.data.reader;

import dev.gioconda.data.ClassFolders;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.face.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Labeled folders: {@code <class>/x.jpg}, or {@code <part>/<class>/x.jpg} with the parts {@code train}, {@code
 * validation} (or {@code val}, {@code valid}) and {@code test}.
 *
 * <p>Two classes are one attribute. It is {@code Smiling} if one of them is called {@code smiling}, {@code smile},
 * {@code smiles}, {@code positive} or {@code positives}; otherwise it has the name of the class that is last in
 * alphabetical order. Three or more classes are one attribute each, exactly one of which is 1 for a picture.
 */
final class FoldersReader implements DatasetReader {

    private static final Set<String> SMILE_CLASSES = Set.of("smiling", "smile", "smiles", "positive", "positives");
    private static final Map<String, Partition> PARTITION_FOLDERS = Map.of(
            "train", Partition.TRAIN,
            "validation", Partition.VALIDATION,
            "valid", Partition.VALIDATION,
            "val", Partition.VALIDATION,
            "test", Partition.TEST);

    /** A picture with its folders below the common root. */
    private record FolderPicture(DatasetSource.PictureLocation picture, List<String> folders) {
        String label() {
            return ClassFolders.normalize(folders.get(folders.size() - 1));
        }
    }

    @Override
    public Optional<Dataset> read(DatasetSource source) throws IOException {
        List<FolderPicture> pictures = new ArrayList<>();
        for (DatasetSource.PictureLocation picture : source.pictures()) {
            List<String> segments = EntryNames.segments(picture.entry());
            pictures.add(new FolderPicture(picture, segments.subList(0, segments.size() - 1)));
        }
        pictures = withoutSharedRoot(pictures);
        boolean partitioned = !pictures.isEmpty()
                && pictures.stream()
                        .allMatch(f -> f.folders().size() == 2
                                && PARTITION_FOLDERS.containsKey(f.folders().get(0)));
        int depth = partitioned ? 2 : 1;
        if (pictures.isEmpty() || pictures.stream().anyMatch(f -> f.folders().size() != depth)) {
            return Optional.empty();
        }
        SortedSet<String> classes = new TreeSet<>();
        pictures.forEach(f -> classes.add(f.label()));
        if (classes.size() < 2 || (!partitioned && PARTITION_FOLDERS.keySet().containsAll(classes))) {
            return Optional.empty();
        }
        List<String> positives = positives(classes);
        List<Example> examples = new ArrayList<>();
        for (FolderPicture f : pictures) {
            byte[] labels = new byte[positives.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) (f.label().equals(positives.get(i)) ? 1 : 0);
            }
            String name = source.name() + "/" + String.join("/", f.folders()) + "/"
                    + EntryNames.fileName(f.picture().entry());
            Partition part = partitioned ? PARTITION_FOLDERS.get(f.folders().get(0)) : null;
            examples.add(
                    new Example(name, f.picture().archive(), f.picture().entry(), Framing.PHOTO, labels, part, null));
        }
        List<String> attributes = attributes(positives, classes.size());
        List<ClassFolders> folders = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            String positive = positives.get(i);
            String negative =
                    classes.size() > 2 ? "" : classes.first().equals(positive) ? classes.last() : classes.first();
            folders.add(new ClassFolders(source.name(), attributes.get(i), positive, negative));
        }
        return Optional.of(new Dataset(source.name(), attributes, examples, folders));
    }

    /** The classes that become attributes, in order. */
    private static List<String> positives(SortedSet<String> classes) {
        if (classes.size() > 2) {
            return List.copyOf(classes);
        }
        return List.of(
                classes.stream().filter(FoldersReader::isSmile).findFirst().orElse(classes.last()));
    }

    private static List<String> attributes(List<String> positives, int classes) {
        return classes == 2 && isSmile(positives.get(0)) ? List.of("Smiling") : positives;
    }

    private static boolean isSmile(String label) {
        return SMILE_CLASSES.contains(label.toLowerCase(Locale.ROOT));
    }

    /** Removes folders that contain every picture, such as the data set's name at the root of an archive. */
    private static List<FolderPicture> withoutSharedRoot(List<FolderPicture> pictures) {
        List<FolderPicture> current = pictures;
        while (!current.isEmpty()
                && current.stream().allMatch(f -> f.folders().size() > 1)
                && current.stream().map(f -> f.folders().get(0)).distinct().count() == 1
                && !PARTITION_FOLDERS.containsKey(current.get(0).folders().get(0))) {
            current = current.stream()
                    .map(f -> new FolderPicture(
                            f.picture(), f.folders().subList(1, f.folders().size())))
                    .toList();
        }
        return current;
    }
}
