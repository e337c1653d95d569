package dev.gioconda.data.reader;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.face.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CelebA's layout (Liu et al., "Deep Learning Face Attributes in the Wild", ICCV 2015): {@code list_attr_celeba.txt} or
 * Kaggle's {@code .csv}, aligned pictures in a folder or archive {@code img_align_celeba…}, or original photographs in
 * {@code img_celeba…}; optionally {@code list_eval_partition} and {@code identity_CelebA}.
 */
final class CelebaReader implements DatasetReader {

    private static final List<Partition> PARTITIONS = List.of(Partition.TRAIN, Partition.VALIDATION, Partition.TEST);

    @Override
    public Optional<Dataset> read(DatasetSource source) throws IOException {
        Optional<LabelFile> file =
                source.labels("list_attr_celeba.txt", "list_attr_celeba.csv", "list_attr_celeba.tsv");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        AttributeTable table = AttributeTable.read(file.get());
        Map<String, Partition> partitions = partitions(source);
        Map<String, String> persons = persons(source);
        Framing framing = Framing.CELEBA;
        Map<String, DatasetSource.PictureLocation> pictures = pictures(source, "img_align_celeba");
        if (pictures.isEmpty()) {
            framing = Framing.PHOTO;
            pictures = pictures(source, "img_celeba");
        }
        if (pictures.isEmpty()) {
            throw new DatasetException(
                    "%s exists, but no picture in img_align_celeba/, img_align_celeba.zip, img_align_celeba.tar.gz or img_celeba/. Put one of them beside it."
                            .formatted(table.location()));
        }
        List<Example> examples = new ArrayList<>(table.rows().size());
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, byte[]> row : table.rows().entrySet()) {
            String picture = row.getKey();
            DatasetSource.PictureLocation located = pictures.get(EntryNames.stem(picture));
            if (located == null) {
                missing.add(picture);
                continue;
            }
            String person = persons.get(picture);
            examples.add(new Example(
                    source.name() + "/" + picture,
                    located.archive(),
                    located.entry(),
                    framing,
                    row.getValue(),
                    partitions.get(picture),
                    person));
        }
        Pairing.check(table.location(), table.rows().size(), missing, pictures.size(), source.allowMissing());
        return Optional.of(new Dataset(source.name(), table.attributes(), examples));
    }

    /**
     * Pictures by file name without extension, because the {@code .png} edition is labeled with {@code .jpg} names. If
     * a picture is in several places, such as the archive and the unpacked folder, the first is used.
     */
    private static Map<String, DatasetSource.PictureLocation> pictures(DatasetSource source, String folder)
            throws IOException {
        Map<String, DatasetSource.PictureLocation> found = new HashMap<>();
        for (DatasetSource.PictureLocation picture : source.pictures()) {
            String path = picture.archive().name() + "/" + picture.entry();
            if (EntryNames.segments(path).stream().anyMatch(segment -> segment.startsWith(folder))) {
                found.putIfAbsent(EntryNames.stem(picture.entry()), picture);
            }
        }
        return found;
    }

    private static Map<String, Partition> partitions(DatasetSource source) throws IOException {
        Map<String, Partition> found = new HashMap<>();
        Optional<LabelFile> file = source.labels("list_eval_partition.txt", "list_eval_partition.csv");
        if (file.isPresent()) {
            for (LabelFile.LabelRow row : pairs(file.get())) {
                String value = row.cells().get(1);
                int number = LabelValue.parse(value).orElse(-1);
                if (number < 0 || number > 2) {
                    throw file.get()
                            .error(
                                    row,
                                    "the partition is %s, expected 0 (train), 1 (validation) or 2 (test)."
                                            .formatted(value));
                }
                found.put(row.cells().get(0), PARTITIONS.get(number));
            }
        }
        return found;
    }

    /** Person identifiers are common to all editions of CelebA, so the same text is the same person in each. */
    private static Map<String, String> persons(DatasetSource source) throws IOException {
        Map<String, String> found = new HashMap<>();
        Optional<LabelFile> file =
                source.labels("identity_CelebA.txt", "identity_CelebA.csv", "list_identity_celeba.txt");
        if (file.isPresent()) {
            for (LabelFile.LabelRow row : pairs(file.get())) {
                found.put(row.cells().get(0), "celeba:" + row.cells().get(1));
            }
        }
        return found;
    }

    /** The rows without the header and without an index column, each of two cells. */
    private static List<LabelFile.LabelRow> pairs(LabelFile file) throws DatasetException {
        List<LabelFile.LabelRow> rows = new ArrayList<>();
        for (LabelFile.LabelRow line : file.rows()) {
            boolean header = line.equals(file.rows().get(0))
                    && line.cells().stream().noneMatch(EntryNames::isPicture)
                    && LabelValue.parse(line.cells().get(line.cells().size() - 1))
                            .isEmpty();
            if (header || line.cells().contains("image_id")) {
                continue;
            }
            boolean indexed = line.cells().size() == 3
                    && EntryNames.isPicture(line.cells().get(1));
            LabelFile.LabelRow row =
                    indexed ? new LabelFile.LabelRow(line.line(), line.cells().subList(1, 3)) : line;
            if (row.cells().size() != 2) {
                throw file.error(row, "expected a picture and one value, but found: " + row.cells());
            }
            rows.add(row);
        }
        return rows;
    }
}
