package dev.gioconda.server;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
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
        byte[] bytes = context.bodyAsBytes();
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
        return Json.read(context.bodyAsBytes(), kind);
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
