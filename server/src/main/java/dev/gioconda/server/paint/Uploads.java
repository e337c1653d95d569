package dev.gioconda.server.paint;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.inference.ComputeScheduler;
import dev.gioconda.server.http.Ids;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pictures that wait to be painted: re-encoded, under random names that nobody can guess, for a day, and no more of them than the
 * disk was given. Larger ones than a painting needs are scaled down.
 */
public final class Uploads {

    /** How long one is kept. */
    static final Duration RETENTION = Duration.ofDays(1);

    private final Path folder;
    private final SafeImageDecoder decoder;
    private final ComputeScheduler scheduler;
    private final int maxSide;
    private final long maxBytes;
    private final Clock clock;

    /**
     * A picture that was taken.
     *
     * @param image the id under which it is found
     * @param width upright
     * @param height upright
     * @param expires when it goes
     */
    record Upload(String image, int width, int height, String expires) {}

    private record EncodedUpload(int width, int height, byte[] png) {}

    /**
     * Pictures in a folder.
     *
     * @param maxSide the longest that one is kept with, in pixels
     * @param maxBytes how many bytes all may take
     */
    public Uploads(
            Path folder, SafeImageDecoder decoder, ComputeScheduler scheduler, int maxSide, long maxBytes, Clock clock)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.decoder = decoder;
        this.scheduler = scheduler;
        this.maxSide = maxSide;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Takes a picture. */
    Upload add(byte[] bytes) throws IOException {
        EncodedUpload encoded = scheduler.run(ComputeScheduler.TaskKind.IMAGE, () -> {
            Picture picture = decodeAndShrink(bytes);
            return new EncodedUpload(picture.width(), picture.height(), PictureWriter.png(picture));
        });
        expire();
        String id = store(encoded.png());
        return new Upload(
                id,
                encoded.width(),
                encoded.height(),
                clock.instant().plus(RETENTION).toString());
    }

    /** One after the other, so that no two take the same room. */
    private synchronized String store(byte[] png) throws IOException {
        if (size() + png.length > maxBytes) {
            throw new ProblemException(
                    Problem.Kind.INSUFFICIENT_STORAGE,
                    "Too many pictures wait for a style job, so that no more are accepted. Try again in an hour.",
                    Duration.ofHours(1));
        }
        String id = Tokens.hex(16);
        Path draft = folder.resolve(id + ".draft");
        Files.write(draft, png);
        Files.move(draft, file(id), StandardCopyOption.ATOMIC_MOVE);
        return id;
    }

    /** A picture that is painted at once and not kept. */
    Picture decode(byte[] bytes) throws RefusedPictureException {
        return scheduler.run(ComputeScheduler.TaskKind.IMAGE, () -> decodeAndShrink(bytes));
    }

    private Picture decodeAndShrink(byte[] bytes) throws RefusedPictureException {
        return Resampler.fit(decoder.decode(bytes), maxSide);
    }

    /** The picture of that id. */
    Picture find(String id) throws IOException {
        try {
            return new SafeImageDecoder(SafeImageDecoder.DecodeLimits.TRUSTED)
                    .decode(Files.readAllBytes(file(Ids.hex(id))));
        } catch (NoSuchFileException missing) {
            throw notFound();
        } catch (RefusedPictureException damaged) {
            throw new IllegalStateException("A picture that waits to be painted was damaged.", damaged);
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(
                Problem.Kind.GONE,
                "There is no picture of that id, or it was sent more than a day ago. Send it again.");
    }

    /** Removes what is older than a day. */
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
