package dev.gioconda.server.paint;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.PrivateFiles;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
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

/**
 * Uploaded images for style jobs: re-encoded, stored under random ids for a day, within a disk quota of which each client may use an eighth.
 * Images that are larger than a job needs are scaled down. One server uses the folder.
 */
public final class Uploads {

    /** The part of the quota that one client may use. */
    private static final int CLIENT_SHARE = 8;

    /** How long an upload is kept. */
    public static final Duration RETENTION = Duration.ofDays(1);

    private final Path folder;
    private final Codec codec;
    private final ComputeScheduler scheduler;
    private final int maxSide;
    private final long maxBytes;
    private final long maxBytesPerClient;
    private final Clock clock;
    private final UploadIndex index; // guarded by this

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
     * @param cost of decoding
     * @param decoder of untrusted bytes
     * @param encoder to PNG
     */
    public record Codec(DecodingCost cost, Decoder decoder, Function<Picture, byte[]> encoder) {

        /** A codec that decodes with this decoder, and encodes PNG. */
        public static Codec of(SafeImageDecoder decoder) {
            return new Codec(decoder::scannedPixels, decoder::decode, PictureWriter::png);
        }

        /** How much the decoding of untrusted bytes costs. */
        @FunctionalInterface
        public interface DecodingCost {
            /** The pixels that decoding passes over; throws if they are not an image within the limits. */
            long scannedPixels(byte[] bytes) throws RefusedPictureException;
        }

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
     * @param maxBytes quota of all uploads on disk; files smaller than a block count as one
     */
    public Uploads(Path folder, Codec codec, ComputeScheduler scheduler, int maxSide, long maxBytes, Clock clock)
            throws IOException {
        this.folder = PrivateFiles.createFolders(folder);
        this.index = UploadIndex.of(folder);
        this.codec = codec;
        this.scheduler = scheduler;
        this.maxSide = maxSide;
        this.maxBytes = maxBytes;
        long largest = Math.min(maxBytes, 3L * maxSide * maxSide + 4096); // of one image as PNG, with headers
        this.maxBytesPerClient = Math.max(maxBytes / CLIENT_SHARE, largest);
        this.clock = clock;
    }

    /**
     * Stores an upload.
     *
     * @param owner pseudonym of the client for its quota
     * @param client pseudonym of the client for its turns
     */
    Upload add(byte[] bytes, String owner, String client) throws IOException {
        requireSpace(owner, 1); // before anything is decoded
        StoredImage image = encode(bytes, client);
        store(image, owner);
        return new Upload(
                image.id(),
                image.width(),
                image.height(),
                clock.instant().plus(RETENTION).toString());
    }

    /** Synchronized, so that two uploads cannot use the same free space. */
    private synchronized void store(StoredImage image, String client) throws IOException {
        requireSpace(client, image.png().length);
        Path file = file(image.id());
        AtomicFiles.write(file, draft -> PrivateFiles.write(draft, image.png()));
        index.add(file.getFileName().toString(), client, image.png().length, clock.instant());
    }

    private synchronized void requireSpace(String client, long size) {
        long needed = index.onDisk(size);
        if (index.bytes(client) + needed > maxBytesPerClient) {
            throw new ProblemException(
                    Problem.Kind.TOO_MANY_REQUESTS,
                    "The uploads from this address take %,d MB, and %,d MB is the limit. They are deleted after a day; try again in an hour, or create style jobs with the images as a form."
                            .formatted(index.bytes(client) / 1_000_000, maxBytesPerClient / 1_000_000),
                    Duration.ofHours(1));
        }
        if (index.bytes() + needed > maxBytes) {
            throw new ProblemException(
                    Problem.Kind.INSUFFICIENT_STORAGE,
                    "The disk quota of uploads is reached. Try again in an hour.",
                    Duration.ofHours(1));
        }
    }

    /** Decodes an upload of a client, shrinks it if it is larger than a job needs, and encodes it; does not store it. */
    StoredImage encode(byte[] bytes, String client) throws RefusedPictureException {
        ComputeScheduler.TaskKind kind =
                ComputeScheduler.TaskKind.of(codec.cost().scannedPixels(bytes));
        return scheduler.run(kind, client, () -> {
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

    /**
     * Removes uploads that are older than a day.
     *
     * @return their number
     */
    public int expire() throws IOException {
        List<String> expired = olderThan(clock.instant().minus(RETENTION));
        for (String name : expired) {
            Files.deleteIfExists(folder.resolve(name)); // without the monitor: there may be many
            removed(name);
        }
        return expired.size();
    }

    private synchronized List<String> olderThan(Instant time) {
        return index.olderThan(time);
    }

    private synchronized void removed(String name) {
        index.remove(name);
    }

    private Path file(String id) {
        return folder.resolve(id + ".png");
    }
}
