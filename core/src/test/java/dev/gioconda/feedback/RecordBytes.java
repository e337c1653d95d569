package dev.gioconda.feedback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON objects that the program writes for records, for the golden tests. */
public final class RecordBytes {

    private RecordBytes() {}

    /** The object of a feedback record. */
    public static String of(Feedback feedback) throws IOException {
        return new String(new FeedbackCodec().format(feedback), StandardCharsets.UTF_8);
    }

    /** The object of a decision. */
    public static String of(Decision decision) throws IOException {
        return new String(new DecisionCodec().format(decision), StandardCharsets.UTF_8);
    }

    /** Reads the object of a feedback record and writes it again. */
    public static String rewritten(Path file) throws IOException {
        return of(new FeedbackCodec().parse(Files.readAllBytes(file)));
    }
}
