package dev.gioconda.feedback;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Exports accepted feedback as labeled folders: {@code <attribute>/<hash>.png}, {@code 0-not-<attribute>/<hash>.png}, and {@code
 * feedback.csv} with one line per record. The 0 sorts that folder first, so readers of labeled folders take the other one as the
 * positive class.
 *
 * @param accepted the labels
 * @param pictures the images
 */
public record FeedbackExport(AcceptedFeedback accepted, FeedbackPictures pictures) {

    /**
     * Counts of an export.
     *
     * @param pictures written image files
     * @param missing images that were deleted in the meantime
     */
    public record ExportCounts(int pictures, int missing) {}

    /**
     * Writes the folders.
     *
     * @param folder created if missing; must be empty
     */
    public ExportCounts write(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(
                            "%s is not empty; its files would be mixed with the export. Choose another folder."
                                    .formatted(folder));
                }
            }
        }
        Path yes = Files.createDirectories(folder.resolve(accepted.attribute()));
        Path no = Files.createDirectories(folder.resolve("0-not-" + accepted.attribute()));
        int written = 0;
        int missing = 0;
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("file", "attribute", "label", "answer", "model", "probability", "time", "client")
                .setRecordSeparator('\n')
                .get();
        try (Writer file = Files.newBufferedWriter(folder.resolve("feedback.csv"));
                CSVPrinter csv = new CSVPrinter(file, format)) {
            for (AcceptedFeedback.LabeledPicture picture : accepted.pictures()) {
                Optional<byte[]> png = pictures.read(picture.hash());
                if (png.isEmpty()) {
                    missing++;
                    continue;
                }
                Path target = (picture.yes() ? yes : no).resolve(picture.hash() + ".png");
                Files.write(target, png.get());
                written++;
                for (Feedback answer : picture.answers()) {
                    Classification prediction = answer.classification().orElseThrow();
                    csv.printRecord(
                            folder.relativize(target).toString().replace('\\', '/'),
                            accepted.attribute(),
                            Boolean.TRUE.equals(answer.truth()) ? 1 : 0,
                            answer.id(),
                            prediction.model(),
                            prediction.probability(),
                            answer.time(),
                            answer.client());
                }
            }
        }
        return new ExportCounts(written, missing);
    }
}
