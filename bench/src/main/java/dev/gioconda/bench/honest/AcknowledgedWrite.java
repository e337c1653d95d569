package dev.gioconda.bench.honest;

/**
 * Something that the server acknowledged and must not lose.
 *
 * @param kind what was acknowledged
 * @param id of the job or the upload, or the receipt of the feedback
 * @param value SHA-256 of an image, or the time until which an upload is kept; {@code -} for none
 */
public record AcknowledgedWrite(Kind kind, String id, String value) {

    /** Kinds of acknowledged writes. */
    public enum Kind {
        /** A style job was accepted. */
        JOB,
        /** The content image of a job had this hash. */
        CONTENT,
        /** A job was done, and its image had this hash. */
        DONE,
        /** Feedback was stored. */
        FEEDBACK,
        /** An image was uploaded and is kept until this time. */
        UPLOAD
    }

    /** Parses a line of the file. */
    static AcknowledgedWrite parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException(
                    "The line \"%s\" has %d fields; expected kind, id and value, separated by tabs."
                            .formatted(line, fields.length));
        }
        return new AcknowledgedWrite(Kind.valueOf(fields[0]), fields[1], fields[2]);
    }

    /** A line of the file, without its end. */
    String line() {
        return kind + "\t" + id + "\t" + value;
    }
}
