package dev.gioconda.server.http;

import dev.gioconda.inference.BusyException;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and validates the bodies of requests. */
public final class RequestBodies {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBodies.class);

    /** Media types of images, and the defaults that curl and other clients send for unspecified types. */
    private static final Set<String> PICTURE_TYPES = Set.of(
            "image/jpeg",
            "image/jpg",
            "image/pjpeg",
            "image/png",
            "image/webp",
            "image/gif",
            "image/bmp",
            "image/x-ms-bmp",
            "image/tiff",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "image/*");

    private static final String MULTIPART = "multipart/form-data";
    private static final int MAX_JSON_BYTES = 1 << 16;
    private static final int MAX_SMALL_FORM_BYTES = 1 << 10;

    private RequestBodies() {}

    /** The bytes of an image that is the whole body, or the only file of a form. */
    public static byte[] picture(Context context) {
        String type = mediaType(context);
        if (MULTIPART.equals(type)) {
            return onlyFile(context);
        }
        if (type != null && !PICTURE_TYPES.contains(type)) {
            throw new ProblemException(
                    Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                    "The Content-Type is %s; expected image/jpeg, image/png, image/webp, image/gif, image/bmp or image/tiff. Convert the image and set its Content-Type."
                            .formatted(sanitized(type)));
        }
        byte[] bytes = bytes(context);
        if (bytes.length == 0) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The body is empty; expected the bytes of an image file, as in: curl -T face.jpg URL");
        }
        return bytes;
    }

    /** The one file of a form, whatever its field is called. */
    private static byte[] onlyFile(Context context) {
        parseForm(context);
        Map<String, List<UploadedFile>> files = context.uploadedFileMap();
        if (files.values().stream().mapToInt(List::size).sum() != 1) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The form does not have exactly one file; expected one image, as in: curl -F image=@face.jpg URL");
        }
        try {
            return picture(context, files.keySet().iterator().next())
                    .orElseThrow(() -> new ProblemException(
                            Problem.Kind.BAD_REQUEST,
                            "The file of the form is empty; expected the bytes of an image file."));
        } catch (IOException broken) {
            throw bodyFailure(broken);
        }
    }

    /** Reads a JSON body of at most 64 kB: objects in memory need many times the size of the body. */
    public static <T> T json(Context context, Class<T> valueType) {
        String type = mediaType(context);
        if (type == null || !type.equals("application/json")) {
            throw new ProblemException(
                    Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                    "The Content-Type is %s; expected application/json.".formatted(sanitized(type)));
        }
        return HttpJson.read(bytes(context, MAX_JSON_BYTES), valueType);
    }

    /** A field of a URL-encoded form without files, which has at most 1 kB; empty if the form lacks it. */
    public static Optional<String> smallFormField(Context context, String field) {
        String form = new String(bytes(context, MAX_SMALL_FORM_BYTES), StandardCharsets.UTF_8);
        return Arrays.stream(form.split("&"))
                .filter(pair -> pair.startsWith(field + "="))
                .map(pair -> decodeField(pair.substring(field.length() + 1)))
                .findFirst();
    }

    private static String decodeField(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException invalid) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The form has an invalid percent encoding; expected a percent sign and two hexadecimal digits.");
        }
    }

    /** Reads the whole body; throws if it is too large or received too slowly. */
    public static byte[] bytes(Context context) {
        return bytes(context, context.appData(AppKeys.LIMITS).maxBodyBytes());
    }

    private static byte[] bytes(Context context, int limit) {
        if (context.req().getContentLengthLong() > limit) {
            throw new ProblemException(Problem.Kind.TOO_LARGE, tooLargeDetail(limit));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = context.req().getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > limit) {
                    throw new ProblemException(Problem.Kind.TOO_LARGE, tooLargeDetail(limit));
                }
            }
        } catch (IOException broken) {
            throw bodyFailure(broken);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the rest of the body, if the client sends it without being asked: a response that is written before may be lost, since the
     * connection is reset while the client sends. A connection whose body could not be read to its end takes no further request, and the
     * response announces it: Jetty closes it, and a client that sends its next request over it would receive nothing.
     */
    static void discard(Context context) {
        if (context.header("Expect") != null) {
            return; // the client waits for the response before it sends a body
        }
        try {
            context.req().getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException | IllegalStateException ended) {
            LOG.debug("The rest of a rejected body could not be read", ended);
            closeConnection(context);
        }
    }

    private static void closeConnection(Context context) {
        context.header("Connection", "close");
    }

    private static ProblemException bodyFailure(Throwable failure) {
        return RejectedBodyException.findIn(failure)
                .map(rejected -> new ProblemException(rejected.kind(), String.valueOf(rejected.getMessage())))
                .orElseGet(() -> new ProblemException(
                        timedOut(failure) ? Problem.Kind.TIMEOUT : Problem.Kind.BAD_REQUEST,
                        timedOut(failure)
                                ? "The request's body was received too slowly, or not at all. Send it again."
                                : "The request ended before its body was complete. Send it again."));
    }

    private static boolean timedOut(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(TimeoutException.class::isInstance);
    }

    /**
     * Parses a form, which Jetty would otherwise do when the first field is read: a large one in the client's turn.
     *
     * @throws ProblemException when the body is not a form, too large or received too slowly: every failure here is caused by the client
     */
    public static void parseForm(Context context) {
        if (!isMultipart(context)) { // Javalin would read a URL-encoded form of any size into memory
            throw new ProblemException(
                    Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                    "The Content-Type is %s; expected multipart/form-data, as browsers and curl -F send it."
                            .formatted(sanitized(mediaType(context))));
        }
        try {
            Map<String, List<UploadedFile>> unused = context.appData(AppKeys.TURNS)
                    .parse(context, context.req().getContentLengthLong(), context::uploadedFileMap);
        } catch (BusyException busy) {
            throw busy;
        } catch (Exception failure) { // Kotlin declares no checked exceptions
            closeConnection(context); // Jetty closes it after a form that it could not read
            boolean bodyFailed = RejectedBodyException.findIn(failure).isPresent()
                    || timedOut(failure)
                    || Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                            .anyMatch(EOFException.class::isInstance);
            throw bodyFailed
                    ? bodyFailure(failure)
                    : new ProblemException(
                            Problem.Kind.BAD_REQUEST,
                            "The form could not be read; expected multipart/form-data with its boundary, as browsers and curl -F send it.");
        }
    }

    /** A text of a form; null if the form lacks it, or if the body is not multipart/form-data. */
    public static @Nullable String field(Context context, String field) {
        return isMultipart(context) ? context.formParam(field) : null;
    }

    /** Whether the body is a form with files. */
    public static boolean isMultipart(Context context) {
        return MULTIPART.equals(mediaType(context));
    }

    /** An image of a form; its file name is ignored. Empty if the form has no such file. */
    public static Optional<byte[]> picture(Context context, String field) throws IOException {
        UploadedFile file = context.uploadedFile(field);
        if (file == null || file.size() == 0) {
            return Optional.empty();
        }
        if (file.size() > context.appData(AppKeys.LIMITS).maxBodyBytes()) {
            throw new ProblemException(Problem.Kind.TOO_LARGE, tooLargeDetail(context));
        }
        try (InputStream in = file.content()) {
            return Optional.of(in.readAllBytes());
        }
    }

    /** The media type without its parameters; null for none. */
    static @Nullable public String mediaType(Context context) {
        String type = context.contentType();
        if (type == null || type.isBlank()) {
            return null;
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    static String tooLargeDetail(Context context) {
        return tooLargeDetail(context.appData(AppKeys.LIMITS).maxBodyBytes());
    }

    private static String tooLargeDetail(int limit) {
        return "The body has more than %,d bytes, which is the limit.%s"
                .formatted(limit, limit > MAX_JSON_BYTES ? " Scale the image down." : "");
    }

    /** The input, shortened and escaped. */
    private static String sanitized(@Nullable String text) {
        if (text == null) {
            return "missing";
        }
        String plain = text.replaceAll("[^a-zA-Z0-9/+.*-]", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
    }
}
