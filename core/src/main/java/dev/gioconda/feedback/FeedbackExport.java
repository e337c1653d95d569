package dev.gioconda.feedback;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes what may be learnt as labelled folders, which every reader of such folders opens: {@code <attribute>/<hash>.png}, {@code
 * 0-not-<attribute>/<hash>.png}, and {@code feedback.csv} with a line an answer. The 0 makes the folder come first in the
 * alphabet, so that the attribute is the other one.
 *
 * @param accepted what is written
 * @param pictures where the files come from
 */
public record FeedbackExport(AcceptedFeedback accepted, FeedbackPictures pictures) {

    /**
     * What was written.
     *
     * @param pictures files
     * @param missing pictures that were deleted meanwhile
     */
    public record ExportCounts(int pictures, int missing) {}

    /**
     * Writes.
     *
     * @param folder made if need be; must be empty
     */
    public ExportCounts write(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(
                            "%s is not empty; what lies there would be mixed with the answers. Choose another folder."
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
