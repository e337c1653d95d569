package dev.gioconda.data.reader;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.Archives;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens data sets, recognizes their layout by their files, and joins several. */
public final class Datasets {

    private record DatasetLayout(String expectedFiles, DatasetReader reader) {}

    private static final List<DatasetLayout> LAYOUTS = List.of(
            new DatasetLayout(
                    "CelebA: list_attr_celeba.txt or .csv, with img_align_celeba or img_celeba", new CelebaReader()),
            new DatasetLayout("GENKI-4K: labels.txt, with files/file0001.jpg", new GenkiReader()),
            new DatasetLayout("SMILEs: positives/1.jpg and negatives/2.jpg", new SmilesReader()),
            new DatasetLayout(
                    "one folder per class: smiling/a.jpg and neutral/b.jpg, or train/smiling/a.jpg and so on",
                    new FoldersReader()));

    private Datasets() {}

    /** The number of portraits of {@code synthetic}: enough for training, generated in a few seconds. */
    public static final int SYNTHETIC_COUNT = 2000;

    private static final Pattern SYNTHETIC = Pattern.compile("synthetic(?::([1-9][0-9]{0,6}))?");

    /**
     * Opens comma-separated paths. {@code synthetic}, or {@code synthetic:500} for that number, means the generated
     * portraits of seed 1, as does an empty text; a folder of that name is opened as {@code ./synthetic}.
     *
     * @throws DatasetException if a path has none of the known layouts, or its files are inconsistent
     */
    public static Dataset open(String paths) throws IOException {
        return open(paths, false);
    }

    /**
     * Opens comma-separated paths as {@link #open(String)} does.
     *
     * @param allowMissing whether rows of a table without a picture are skipped, however many they are
     * @throws DatasetException if a path has none of the known layouts, or its files are inconsistent
     */
    public static Dataset open(String paths, boolean allowMissing) throws IOException {
        List<String> tokens = Arrays.stream(paths.split(",", -1))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
        List<Dataset> portraits = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (String path : tokens.isEmpty() ? List.of("synthetic") : tokens) {
            Matcher synthetic = SYNTHETIC.matcher(path);
            if (!synthetic.matches()) {
                files.add(Path.of(path));
            } else if (portraits.isEmpty()) {
                String count = synthetic.group(1);
                portraits.add(
                        new SyntheticPortraits(1, count == null ? SYNTHETIC_COUNT : Integer.parseInt(count)).dataset());
            } else {
                throw new DatasetException(
                        "synthetic is listed twice; every picture would count double. List it once.");
            }
        }
        List<Dataset> parts = new ArrayList<>(files.isEmpty() ? List.of() : List.of(open(files, allowMissing)));
        parts.addAll(portraits);
        return join(parts);
    }

    /**
     * Opens the folders or archives and joins them.
     *
     * @throws DatasetException if a path has none of the known layouts, or its files are inconsistent
     */
    public static Dataset open(List<Path> paths) throws IOException {
        return open(paths, false);
    }

    private static Dataset open(List<Path> paths, boolean allowMissing) throws IOException {
        Set<Path> seen = new HashSet<>();
        Set<String> names = new HashSet<>();
        List<Dataset> parts = new ArrayList<>();
        for (Path path : paths) {
            if (!seen.add(path.toAbsolutePath().normalize())) {
                throw new DatasetException(
                        "%s is listed twice; every picture would count double. List it once.".formatted(path));
            }
            String baseName = baseName(path);
            String name = baseName;
            for (int i = 2; !names.add(name); i++) {
                name = baseName + "-" + i;
            }
            parts.add(openOne(name, path, allowMissing));
        }
        return join(parts);
    }

    /**
     * Joins data sets: the attributes in the order of their first appearance; a label that a data set does not have is
     * {@link Example#UNKNOWN}.
     *
     * @throws IllegalArgumentException if the list is empty
     */
    public static Dataset join(List<Dataset> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("No data set is given; expected at least one path.");
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Set<String> union = new LinkedHashSet<>();
        parts.forEach(part -> union.addAll(part.attributes()));
        List<String> attributes = List.copyOf(union);
        List<Example> examples = new ArrayList<>();
        for (Dataset part : parts) {
            int[] from =
                    attributes.stream().mapToInt(part.attributes()::indexOf).toArray();
            part.examples().forEach(example -> examples.add(relabeled(example, from)));
        }
        return new Dataset(
                String.join("+", parts.stream().map(Dataset::name).toList()),
                attributes,
                examples,
                parts.stream().flatMap(part -> part.folders().stream()).toList());
    }

    private static Example relabeled(Example e, int[] from) {
        byte[] labels = new byte[from.length];
        for (int i = 0; i < from.length; i++) {
            labels[i] = from[i] < 0 ? Example.UNKNOWN : e.labels()[from[i]];
        }
        return new Example(e.name(), e.archive(), e.entry(), e.framing(), labels, e.partition(), e.person());
    }

    private static Dataset openOne(String name, Path path, boolean allowMissing) throws IOException {
        DatasetSource source = DatasetSource.open(name, path, allowMissing);
        source.reportUnreadable();
        for (DatasetLayout layout : LAYOUTS) {
            Optional<Dataset> found = layout.reader().read(source);
            if (found.isPresent()) {
                return found.get();
            }
        }
        List<String> expectedFiles =
                LAYOUTS.stream().map(layout -> "  - " + layout.expectedFiles()).toList();
        throw new DatasetException("%s contains %d pictures%s but has no known layout. Known layouts:%n%s"
                .formatted(
                        path,
                        source.pictures().size(),
                        onlyFolder(source),
                        String.join(System.lineSeparator(), expectedFiles)));
    }

    /** Names the only folder with pictures, since labeled folders are two or more; empty if there are none or several. */
    private static String onlyFolder(DatasetSource source) throws IOException {
        List<String> folders = source.pictures().stream()
                .map(DatasetSource.PictureLocation::entry)
                .filter(entry -> entry.contains("/"))
                .map(entry -> entry.substring(0, entry.lastIndexOf('/')))
                .map(EntryNames::fileName)
                .distinct()
                .limit(2)
                .toList();
        return folders.size() == 1 ? ", all of them in the folder %s,".formatted(folders.get(0)) : "";
    }

    /** The name of the folder, or of the archive without its extension. */
    private static String baseName(Path path) {
        String name = EntryNames.fileName(Archives.displayName(path));
        return name.replaceFirst("(?i)\\.(zip|tgz|tar\\.gz)$", "");
    }
}
