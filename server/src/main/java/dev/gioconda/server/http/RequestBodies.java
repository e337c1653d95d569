package dev.gioconda.server.http;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
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
            "image/png",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "image/*");

    private RequestBodies() {}

    /** The bytes of an image that is the whole body. */
    public static byte[] picture(Context context) {
        String type = mediaType(context);
        if (type != null && !PICTURE_TYPES.contains(type)) {
            throw new ProblemException(
                    Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                    "The Content-Type is %s; expected image/jpeg or image/png. Convert the image and set its Content-Type."
                            .formatted(sanitized(type)));
        }
        byte[] bytes = bytes(context);
        if (bytes.length == 0) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The body is empty; expected the bytes of a JPEG or PNG file, as in: curl -T face.jpg URL");
        }
        return bytes;
    }

    /** Reads a JSON body. */
    public static <T> T json(Context context, Class<T> valueType) {
        String type = mediaType(context);
        if (type == null || !type.equals("application/json")) {
            throw new ProblemException(
                    Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                    "The Content-Type is %s; expected application/json.".formatted(sanitized(type)));
        }
        return HttpJson.read(bytes(context), valueType);
    }

    /** Reads the whole body; throws if it is too large or received too slowly. */
    public static byte[] bytes(Context context) {
        int limit = context.appData(AppKeys.LIMITS).maxBodyBytes();
        if (context.req().getContentLengthLong() > limit) {
            throw new ProblemException(Problem.Kind.TOO_LARGE, tooLargeDetail(context));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = context.req().getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > limit) {
                    throw new ProblemException(Problem.Kind.TOO_LARGE, tooLargeDetail(context));
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
     * Parses a form, which Jetty would otherwise do when the first field is read.
     *
     * @throws ProblemException when the body is not a form, too large or received too slowly: every failure here is caused by the client
     */
    public static void parseForm(Context context) {
        try {
            context.uploadedFileMap();
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
        ServerSettings.ServiceLimits limits = context.appData(AppKeys.LIMITS);
        return "The body has more than %,d bytes, which is the limit. Scale the image down."
                .formatted(limits.maxBodyBytes());
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
