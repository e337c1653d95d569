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

/**
 * What lies at a path that the user named: where pictures may be, and where label files may be.
 *
 * @param name the data set's name, the first part of every {@link dev.gioconda.data.Example#name()}
 * @param archives where pictures are looked for, the unpacked folder first
 * @param labelArchives where label files are looked for
 */
record DatasetSource(String name, List<PictureArchive> archives, List<PictureArchive> labelArchives) {

    DatasetSource {
        archives = List.copyOf(archives);
        labelArchives = List.copyOf(labelArchives);
    }

    /**
     * A picture file of the source.
     *
     * @param archive where it is
     * @param entry its path there
     */
    record PictureLocation(PictureArchive archive, String entry) {}

    /**
     * Looks at a folder with the archives in it (down to one folder below, as in CelebA's own {@code Img/}), or at one
     * archive with the files beside it.
     */
    static DatasetSource open(String name, Path path) throws IOException {
        PictureArchive first = Archives.open(path);
        List<PictureArchive> archives = new ArrayList<>(List.of(first));
        if (!Files.isDirectory(path)) {
            Path parent = path.toAbsolutePath().normalize().getParent();
            return new DatasetSource(
                    name, archives, parent == null ? archives : List.of(first, new FolderArchive(parent, 1)));
        }
        for (String entry : first.entries()) {
            if (Archives.isArchive(entry) && EntryNames.segments(entry).size() <= 2) {
                archives.add(Archives.open(path.resolve(entry)));
            }
        }
        return new DatasetSource(name, archives, archives);
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

    /**
     * The first label file that has one of the names.
     *
     * @throws DatasetException when one place holds several of them, which means several data sets in one folder
     */
    Optional<LabelFile> labels(String... fileNames) throws IOException {
        for (String fileName : fileNames) {
            for (PictureArchive archive : labelArchives) {
                List<String> matches = archive.entries().stream()
                        .filter(entry -> EntryNames.fileName(entry).equals(fileName))
                        .toList();
                if (matches.size() > 1) {
                    throw new DatasetException(
                            "%s holds %s in several places (%s, %s): name each data set by itself, as in --data a,b."
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
