package dev.gioconda.data.reader;

import dev.gioconda.data.archive.Archives;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.data.archive.FolderArchive;
import dev.gioconda.data.archive.PictureArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archives at a path given by the user in which pictures and label files are searched.
 *
 * @param name the data set's name, the first part of every {@link dev.gioconda.data.Example#name()}
 * @param archives searched for pictures, the unpacked folder first
 * @param labelArchives searched for label files
 * @param allowMissing whether rows of label files without a picture are skipped, however many they are
 */
record DatasetSource(
        String name, List<PictureArchive> archives, List<PictureArchive> labelArchives, boolean allowMissing) {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetSource.class);

    DatasetSource {
        archives = List.copyOf(archives);
        labelArchives = List.copyOf(labelArchives);
    }

    /**
     * A picture file of the source.
     *
     * @param archive the archive
     * @param entry the path in the archive
     */
    record PictureLocation(PictureArchive archive, String entry) {}

    /**
     * Opens a folder with the archives in it (down to one subfolder, as in CelebA's {@code Img/}), or one archive with
     * the files beside it.
     */
    static DatasetSource open(String name, Path path, boolean allowMissing) throws IOException {
        PictureArchive first = Archives.open(path);
        List<PictureArchive> archives = new ArrayList<>(List.of(first));
        if (!Files.isDirectory(path)) {
            Path parent = path.toAbsolutePath().normalize().getParent();
            return new DatasetSource(
                    name,
                    archives,
                    parent == null ? archives : List.of(first, new FolderArchive(parent, 1)),
                    allowMissing);
        }
        for (String entry : first.entries()) {
            if (Archives.isArchive(entry) && EntryNames.segments(entry).size() <= 2) {
                archives.add(Archives.open(path.resolve(entry)));
            }
        }
        return new DatasetSource(name, archives, archives, allowMissing);
    }

    /** Every picture file, archive by archive. */
    List<PictureLocation> pictures() throws IOException {
        List<PictureLocation> found = new ArrayList<>();
        for (PictureArchive archive : archives) {
            for (String entry : archive.entries()) {
                if (EntryNames.isPicture(entry)) {
                    found.add(new PictureLocation(archive, entry));
                }
            }
        }
        return found;
    }

    /** Logs the pictures in formats that are not read. */
    void reportUnreadable() throws IOException {
        int count = 0;
        String sample = "";
        for (PictureArchive archive : archives) {
            for (String entry : archive.entries()) {
                if (EntryNames.isUnreadablePicture(entry)) {
                    sample = count++ == 0 ? entry : sample;
                }
            }
        }
        if (count > 0) {
            LOG.warn(
                    "{}: {} pictures are in formats that are not read and are skipped, such as {}.",
                    name,
                    count,
                    sample);
        }
    }

    /**
     * The first label file with one of the names.
     *
     * @throws DatasetException if one archive has several of them, that is, several data sets in one folder
     */
    Optional<LabelFile> labels(String... fileNames) throws IOException {
        for (String fileName : fileNames) {
            for (PictureArchive archive : labelArchives) {
                List<String> matches = archive.entries().stream()
                        .filter(entry -> EntryNames.fileName(entry).equals(fileName))
                        .toList();
                if (matches.size() > 1) {
                    throw new DatasetException(
                            "%s contains %s in several places (%s, %s). List the folder of each data set separately, as in a,b."
                                    .formatted(archive.name(), fileName, matches.get(0), matches.get(1)));
                }
                if (matches.size() == 1) {
                    return Optional.of(read(archive, matches.get(0)));
                }
            }
        }
        return Optional.empty();
    }

    private static LabelFile read(PictureArchive archive, String entry) throws IOException {
        List<LabelFile> read = new ArrayList<>(1);
        archive.visit(Set.of(entry), (name, bytes) -> read.add(LabelFile.parse(archive.name() + "/" + name, bytes)));
        return read.get(0);
    }
}
