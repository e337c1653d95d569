package dev.gioconda.feedback;

import dev.gioconda.face.Framing;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** Answers about made-up pictures. */
final class FeedbackFixture {

    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private FeedbackFixture() {}

    static Clock fixedClock(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    /** Soft blobs drawn from the seed: adjacent pixels are similar, as in a photograph. */
    static Picture picture(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] waves = random.doubles(24, -1, 1).toArray();
        byte[] rgb = new byte[60 * 40 * 3];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % 60;
            int y = i / 180;
            double sum = 0;
            for (int k = 0; k < waves.length; k += 3) {
                sum += waves[k] * Math.cos(0.35 * (waves[k + 1] * x + waves[k + 2] * y) + k);
            }
            rgb[i] = (byte) Math.max(0, Math.min(255, 128 + 40 * sum + i % 3));
        }
        return new Picture(60, 40, rgb);
    }

    static byte[] png(long seed) {
        return PictureWriter.png(picture(seed));
    }

    static Submission submission(Response response, double probability, boolean consent, String client) {
        return new Submission(
                Framing.PHOTO,
                new Classification("smile/20261124-101500", "Smiling", probability, probability >= 0.5),
                response,
                consent,
                Duration.ofDays(30),
                client);
    }

    /** An agreed answer of {@code yes}, when the model was sure of it. */
    static Receipt addConfident(FeedbackLog log, long picture, boolean yes, String client) throws IOException {
        return log.add(png(picture), submission(Response.label(yes), 0.9, true, client));
    }

    /**
     * Writes {@code count} records into a folder store, spread over the days of a year; every tenth is about a picture
     * nearly that of the one before. Not forced to the disk: it is the reading that is measured.
     */
    static void writeRecords(Path store, int count) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        long hash = 0;
        for (int i = 0; i < count; i++) {
            Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i * 300L);
            String stamp =
                    time.toString().replaceAll("[-:]", "").replace('T', '-').substring(0, 15);
            hash = i % 10 == 0 ? hash ^ 1L << (i & 63) : random.nextLong();
            Feedback feedback = new Feedback(
                    Feedback.FORMAT,
                    stamp + "-" + "%016x".formatted(random.nextLong()),
                    time.toString(),
                    new ShownImage(
                            Hashes.sha256(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}),
                            "%016x".formatted(hash),
                            Framing.PHOTO,
                            new Classification(
                                    "smile/20261124-101500", "Smiling", random.nextDouble(), random.nextBoolean())),
                    i % 20 == 7
                            ? new Response(
                                    null,
                                    null,
                                    1 + i % 5,
                                    "as if painted",
                                    "{\"style\":\"starry-night\",\"ratio\":0.01}")
                            : Response.of(random.nextInt(4) == 0 ? Response.Verdict.WRONG : Response.Verdict.RIGHT),
                    random.nextBoolean(),
                    "2030-01-01T00:00:00Z",
                    "%016x".formatted(random.nextInt(1000)),
                    "%064x".formatted(i));
            Path file = store.resolve(feedback.key());
            Files.createDirectories(file.getParent());
            Files.write(file, new FeedbackCodec().format(feedback));
        }
    }
}
