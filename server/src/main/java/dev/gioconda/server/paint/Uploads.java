package dev.gioconda.server.paint;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.ComputeScheduler;
import dev.gioconda.jobs.StoredImage;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Uploaded images for style jobs: re-encoded, stored under random ids for a day, within a disk quota. Images that are larger than a job
 * needs are scaled down.
 */
public final class Uploads {

    /** How long an upload is kept. */
    static final Duration RETENTION = Duration.ofDays(1);

    private final Path folder;
    private final Codec codec;
    private final ComputeScheduler scheduler;
    private final int maxSide;
    private final long maxBytes;
    private final Clock clock;

    /**
     * A stored upload.
     *
     * @param image id of the upload
     * @param width of the upright image in pixels
     * @param height of the upright image in pixels
     * @param expires when it is removed, ISO 8601
     */
    record Upload(String image, int width, int height, String expires) {}

    /**
     * Conversion of uploads.
     *
     * @param decoder of untrusted bytes
     * @param encoder to PNG
     */
    public record Codec(Decoder decoder, Function<Picture, byte[]> encoder) {

        /** Decodes untrusted bytes. */
        @FunctionalInterface
        public interface Decoder {
            /** Decodes them, or throws if they are not an image within the limits. */
            Picture decode(byte[] bytes) throws RefusedPictureException;
        }
    }

    /**
     * Uploads in a folder.
     *
     * @param maxSide limit of the long side of a stored image, in pixels
     * @param maxBytes quota of all uploads
     */
    public Uploads(Path folder, Codec codec, ComputeScheduler scheduler, int maxSide, long maxBytes, Clock clock)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.codec = codec;
        this.scheduler = scheduler;
        this.maxSide = maxSide;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Stores an upload. */
    Upload add(byte[] bytes) throws IOException {
        StoredImage image = encode(bytes);
        expire();
        store(image);
        return new Upload(
                image.id(),
                image.width(),
                image.height(),
                clock.instant().plus(RETENTION).toString());
    }

    /** Synchronized, so that two uploads cannot use the same free space. */
    private synchronized void store(StoredImage image) throws IOException {
        if (size() + image.png().length > maxBytes) {
            throw new ProblemException(
                    Problem.Kind.INSUFFICIENT_STORAGE,
                    "The disk quota of uploads is reached. Try again in an hour.",
                    Duration.ofHours(1));
        }
        AtomicFiles.write(file(image.id()), image.png());
    }

    /** Decodes an upload, shrinks it if it is larger than a job needs, and encodes it; does not store it. */
    StoredImage encode(byte[] bytes) throws RefusedPictureException {
        return scheduler.run(ComputeScheduler.TaskKind.IMAGE, () -> {
            Picture picture = Resampler.fit(codec.decoder().decode(bytes), maxSide);
            return StoredImage.of(Tokens.hex(16), codec.encoder().apply(picture));
        });
    }

    /** The upload with an id. */
    StoredImage find(String id) throws IOException {
        try {
            return StoredImage.of(id, Files.readAllBytes(file(Ids.hex(id))));
        } catch (NoSuchFileException missing) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(
                Problem.Kind.GONE,
                "There is no upload with this id, or it is older than a day. Upload the image again.");
    }

    /** Removes uploads that are older than a day. */
    public void expire() throws IOException {
        Instant oldest = clock.instant().minus(RETENTION);
        for (Path file : files()) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path file : files()) {
            size += Files.exists(file) ? Files.size(file) : 0;
        }
        return size;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Path file(String id) {
        return folder.resolve(id + ".png");
    }
}
