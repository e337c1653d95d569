package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are damaged as files, as tar archives or in their manifest: an error with a sentence each, or a read. */
class TfjsFuzzTest {

    private static final String MANIFEST = "net_model-weights_manifest.json";
    private static final long HEAP = 16L << 20;
    private static final String[] NUMBERS = {"-1", "0", "1e999", "2147483647", "4294967296", "null", "[]", "\"\"", "1.5"
    };

    @TempDir
    private Path folder;

    @Test
    void damaged_archives_are_refused_or_read() throws IOException {
        check(0, 120);
    }

    @Test
    @Tag("slow")
    @Timeout(240)
    void a_thousand_damaged_archives_are_refused_or_read() throws IOException {
        check(1_000, 2_000);
    }

    private void check(int from, int to) throws IOException {
        assertThat(read(Files.write(
                        folder.resolve("whole.tgz"), TfjsArchiveFixture.gzip(TfjsArchiveFixture.tar(files(1))))))
                .isEqualTo(4 * (3 * 3 * 3 * 16 + 16 + 2)); // also loads libtorch, before the heap is measured
        int refused = 0;
        for (int seed = from; seed < to; seed++) {
            Path file = Files.write(folder.resolve("damaged.tgz"), damaged(seed));
            long before = allocated();
            try {
                assertThat(read(file)).as("seed %d", seed).isLessThan(1 << 20);
            } catch (IOException sentence) {
                refused++;
                assertThat(sentence.getMessage()).as("seed %d", seed).contains(file.toString());
            } catch (RuntimeException | Error other) {
                fail("seed %d".formatted(seed), other);
            }
            assertThat(allocated() - before).as("heap for seed %d", seed).isLessThan(HEAP);
        }
        System.out.printf("%d of %d damaged archives refused%n", refused, to - from);
        assertThat(refused).isBetween((to - from) / 4, to - from - 1);
    }

    /** The size of all tensors in bytes. */
    private static long read(Path file) throws IOException {
        try (PointerScope scope = new PointerScope();
                WeightFile open = TfjsArchive.open(file)) {
            long total = 0;
            for (String name : open.shapes().keySet()) {
                total += open.read(name).nbytes();
            }
            return total;
        }
    }

    private static Map<String, byte[]> files(int seed) throws IOException {
        return new LinkedHashMap<>(new TfjsArchiveFixture("net", 400)
                .random("conv/filters", 1, new SplittableRandom(seed), 3, 3, 3, 16)
                .floats("conv/bias", new float[16], 16)
                .quantized("size", "int32", 1, 500, new byte[] {12, 13}, 2)
                .files());
    }

    private static byte[] damaged(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, byte[]> files = files(seed);
        return switch (seed % 3) {
            case 0 -> changed(TfjsArchiveFixture.gzip(TfjsArchiveFixture.tar(files)), random);
            case 1 -> TfjsArchiveFixture.gzip(changed(TfjsArchiveFixture.tar(files), random));
            default -> {
                files.compute(MANIFEST, (name, manifest) -> changedText(Objects.requireNonNull(manifest), random));
                yield TfjsArchiveFixture.gzip(TfjsArchiveFixture.tar(files));
            }
        };
    }

    private static byte[] changed(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length - 16);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) ('0' + random.nextInt(10));
                case 2 -> System.arraycopy(bytes, random.nextInt(bytes.length - 16), bytes, at, 16);
                default -> bytes = Arrays.copyOf(bytes, Math.max(32, random.nextInt(bytes.length)));
            }
        }
        return bytes;
    }

    /** Replaces a number, a letter or a piece of the manifest. */
    private static byte[] changedText(byte[] manifest, SplittableRandom random) {
        String text = new String(manifest, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length());
        while (random.nextBoolean() && !Character.isDigit(text.charAt(at))) {
            at = random.nextInt(text.length());
        }
        int end = Math.min(text.length(), at + random.nextInt(1, 6));
        String piece = Character.isDigit(text.charAt(at)) || random.nextBoolean()
                ? NUMBERS[random.nextInt(NUMBERS.length)]
                : text.substring(random.nextInt(text.length()));
        return (text.substring(0, at) + piece + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
