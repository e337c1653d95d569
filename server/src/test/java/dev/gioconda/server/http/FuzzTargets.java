package dev.gioconda.server.http;

import dev.gioconda.feedback.Receipt;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.server.classify.InferenceProtocol;
import dev.gioconda.server.feedback.FeedbackRoutes;
import dev.gioconda.server.paint.StyleJobRequest;
import dev.gioconda.style.checkpoint.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Fuzz targets for Jazzer: every parser of untrusted bytes. For any input a parser may throw only its declared exception, with a
 * message.
 */
public final class FuzzTargets {

    private static final SafeImageDecoder DECODER =
            new SafeImageDecoder(new SafeImageDecoder.DecodeLimits(1 << 20, 1 << 16, 1000));

    /** The parsers by name. */
    static final Map<String, Parser> ALL = Map.of(
            "picture", DECODER::decode,
            "order", bytes -> HttpJson.read(bytes, StyleJobRequest.class).toSpec(1024, null),
            "word", bytes -> HttpJson.read(bytes, FeedbackRoutes.FeedbackRequest.class),
            "inference", bytes -> HttpJson.read(bytes, InferenceProtocol.InferRequest.class),
            "receipt", bytes -> Receipt.parse(text(bytes)),
            "id", bytes -> Ids.hex(text(bytes)),
            "provenance", bytes -> Provenance.parse(text(bytes), "a picture"));

    private static Parser parser = bytes -> {};

    private FuzzTargets() {}

    /** Reads bytes. */
    @FunctionalInterface
    interface Parser {
        void read(byte[] bytes) throws RefusedPictureException;
    }

    /** Called by Jazzer once, with the name of the parser. */
    public static void fuzzerInitialize(String[] arguments) {
        Parser chosen = ALL.get(arguments[0]);
        if (chosen == null) {
            throw new IllegalArgumentException("There is no parser of that name; there are " + ALL.keySet());
        }
        parser = chosen;
    }

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            parser.read(bytes);
        } catch (RefusedPictureException | ProblemException | IllegalArgumentException refused) {
            String message = refused.getMessage();
            if (message == null || message.isBlank()) {
                throw new AssertionError("The exception has no message.", refused);
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
