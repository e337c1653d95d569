package dev.gioconda.server;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The bodies of requests, of which nothing is believed. */
final class Bodies {

    /** What curl and others say when they were told nothing. */
    private static final Set<String> PICTURES = Set.of(
            "image/jpeg",
            "image/jpg",
            "image/png",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "image/*");

    private static final int BYTES_A_SECOND = 1024;
    private static final double PATIENCE_SECONDS = 5;
    private static final double LONGEST_SECONDS = 60;

    private Bodies() {}

    /** The bytes of a picture that is the whole body. */
    static byte[] picture(Context context) {
        String type = type(context);
        if (type != null && !PICTURES.contains(type)) {
            throw new ProblemException(
                    Problem.Kind.NOT_A_PICTURE_TYPE,
                    "The body is said to be %s; expected image/jpeg or image/png. Convert the picture and say what it is in Content-Type."
                            .formatted(shown(type)));
        }
        byte[] bytes = bytes(context);
        if (bytes.length == 0) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The body is empty; expected the bytes of a JPEG or PNG file, as in: curl -T face.jpg URL");
        }
        return bytes;
    }

    /** A body of JSON. */
    static <T> T json(Context context, Class<T> kind) {
        String type = type(context);
        if (type == null || !type.equals("application/json")) {
            throw new ProblemException(
                    Problem.Kind.NOT_A_PICTURE_TYPE,
                    "The body is said to be %s; expected application/json.".formatted(shown(type)));
        }
        return Json.read(bytes(context), kind);
    }

    /** The whole body, unless it is too large or comes too slowly. */
    static byte[] bytes(Context context) {
        int limit = context.appData(Keys.LIMITS).bytes();
        if (context.req().getContentLengthLong() > limit) {
            throw new ProblemException(Problem.Kind.TOO_LARGE, tooLarge(context));
        }
        long begun = System.nanoTime();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = context.req().getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > limit) {
                    throw new ProblemException(Problem.Kind.TOO_LARGE, tooLarge(context));
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (seconds > LONGEST_SECONDS
                        || (seconds > PATIENCE_SECONDS && bytes.size() < seconds * BYTES_A_SECOND)) {
                    throw slow();
                }
            }
        } catch (IOException broken) {
            if (broken.getCause() instanceof TimeoutException) {
                throw slow();
            }
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST, "The request ended before its body was whole. Send it again.");
        }
        return bytes.toByteArray();
    }

    private static ProblemException slow() {
        return new ProblemException(
                Problem.Kind.TIMEOUT,
                "The body came more slowly than 1 kB a second, or took more than a minute. Send it again over a better line.");
    }

    /** The media type without its parameters; null for none. */
    static @Nullable String type(Context context) {
        String type = context.contentType();
        if (type == null || type.isBlank()) {
            return null;
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    static String tooLarge(Context context) {
        ServerSettings.Limits limits = context.appData(Keys.LIMITS);
        return "The body has more than %,d bytes, the most that is let in. Scale the picture down."
                .formatted(limits.bytes());
    }

    /** What came, harmless and short. */
    private static String shown(@Nullable String text) {
        if (text == null) {
            return "of no type";
        }
        String plain = text.replaceAll("[^a-zA-Z0-9/+.*-]", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
    }
}
