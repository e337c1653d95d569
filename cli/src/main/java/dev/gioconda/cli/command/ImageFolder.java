package dev.gioconda.cli.command;

import dev.gioconda.data.archive.EntryNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a folder of images; hidden files and subfolders are not read.
 *
 * @param folder the folder
 * @param images files of the formats that are read, by their names, in alphabetical order
 * @param others files of other image formats
 * @param subfolders the folders in it
 */
public record ImageFolder(Path folder, List<Path> images, List<Path> others, List<Path> subfolders) {

    private static final int MAX_LISTED = 3;

    /** Copies the lists. */
    public ImageFolder {
        images = List.copyOf(images);
        others = List.copyOf(others);
        subfolders = List.copyOf(subfolders);
    }

    /** Lists a folder. */
    public static ImageFolder list(Path folder) throws IOException {
        List<Path> images = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        List<Path> subfolders = new ArrayList<>();
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.sorted().toList();
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (Files.isDirectory(entry)) {
                if (!EntryNames.isHidden(name)) {
                    subfolders.add(entry);
                }
            } else if (Files.isRegularFile(entry) && EntryNames.isPicture(name)) {
                images.add(entry);
            } else if (EntryNames.isUnreadablePicture(name)) {
                others.add(entry);
            }
        }
        return new ImageFolder(folder, images, others, subfolders);
    }

    /** The images; a usage error if there are none. */
    public List<Path> requireImages() {
        if (images.isEmpty()) {
            throw new UsageException("There is no .jpg, .jpeg or .png file in %s.%s"
                    .formatted(
                            folder,
                            others.isEmpty()
                                    ? subfolders.isEmpty() ? "" : " Subfolders are not read; name one of them."
                                    : " %s is of a format that is not supported; convert it to one of these."
                                            .formatted(others.get(0).getFileName())));
        }
        return images;
    }

    /** Reports what is not read. */
    public void reportSkipped(PrintWriter err) {
        report(err, "files of other formats were skipped; convert them to JPEG or PNG", others);
        report(err, "subfolders were skipped; name each of them to read its images", subfolders);
        err.flush();
    }

    private static void report(PrintWriter err, String what, List<Path> skipped) {
        if (!skipped.isEmpty()) {
            List<String> names = skipped.stream()
                    .limit(MAX_LISTED)
                    .map(path -> TerminalText.escapedLine(path.getFileName()))
                    .toList();
            err.printf(
                    "%,d %s: %s%s%n",
                    skipped.size(), what, String.join(", ", names), skipped.size() > MAX_LISTED ? ", ..." : "");
        }
    }

    /** Names of the outputs, one for each image: with the extension .png, after the complete name if that is used already. */
    public List<String> outputNames() {
        List<String> names = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (Path image : images) {
            String fileName = String.valueOf(image.getFileName());
            String name = fileName.substring(0, fileName.lastIndexOf('.')) + ".png";
            if (!used.add(name)) {
                name = fileName + ".png";
                used.add(name);
            }
            names.add(name);
        }
        return names;
    }
}
