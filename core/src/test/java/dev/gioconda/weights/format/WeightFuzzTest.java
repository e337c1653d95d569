package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand damaged files of each format: an error with a sentence each, or a read no larger than the file. */
@Tag("integration")
class WeightFuzzTest {

    private static final int FILES = 1000;
    private static final long HEAP = 8L << 20; // a small file takes a small part of this, whatever it claims
    private static final long MOST_HEAP = 256L << 20; // a file of 4 MB with hundreds of tensors
    private static final long[] EXTREMES = {
        0, 1, -1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final byte[] OPCODES = {
        '(',
        'N',
        'K',
        'M',
        'J',
        'G',
        'X',
        'U',
        'T',
        ')',
        't',
        ']',
        '}',
        'a',
        'e',
        's',
        'u',
        'q',
        'r',
        'h',
        'j',
        'c',
        'Q',
        'R',
        'b',
        '.',
        (byte) 0x80,
        (byte) 0x85,
        (byte) 0x86,
        (byte) 0x87,
        (byte) 0x88,
        (byte) 0x8a
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = "TFJS_ARCHIVE", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(240)
    void damaged_files_are_rejected_or_read(WeightFormat format) throws Exception {
        damage(format.name(), samples(format), HEAP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yunet_n_640_640.onnx",
                "npm-mediapipe/selfie_segmentation.tflite",
                "yunet_n.pth",
                "lpips_v0.0_vgg.pth",
                "mobilefacenet_xiaoccer_068.ckpt",
                "fsanet_noS_metric_300W_LP.h5",
                "squeezenet_notop.h5"
            })
    @Tag("slow")
    @Timeout(900)
    void damaged_real_files_are_rejected_or_read(String name) throws Exception {
        Path file = SharedWeightFilesTest.FILES.resolve(name);
        assumeTrue(Files.isRegularFile(file), "The weight files of shared/weights are not here.");
        damage(name, List.of(Files.readAllBytes(file)), MOST_HEAP);
    }

    private void damage(String name, List<byte[]> original, long maxHeap) throws IOException {
        int refused = 0;
        long mostHeap = 0;
        for (int seed = 0; seed < FILES; seed++) {
            byte[] bytes = mutate(original.get(seed % original.size()), new SplittableRandom(seed));
            Path file = Files.write(folder.resolve("damaged"), bytes);
            long before = allocated();
            try (PointerScope scope = new PointerScope()) {
                if (WeightFormat.of(file).hasTensors()) {
                    assertThat(readBytes(file)).as("seed %d", seed).isLessThanOrEqualTo(bytes.length);
                }
            } catch (IOException sentence) {
                refused++;
                assertThat(sentence.getMessage())
                        .as("seed %d", seed)
                        .isNotBlank()
                        .contains(file.toString());
            } catch (RuntimeException | Error other) {
                fail("seed %d of %s".formatted(seed, name), other);
            }
            long heap = allocated() - before;
            assertThat(heap).as("heap for seed %d", seed).isLessThan(maxHeap);
            mostHeap = Math.max(mostHeap, heap);
        }
        System.out.printf(
                "%s: %d of %d damaged files refused, %d read; at most %d KiB of heap for one%n",
                name, refused, FILES, FILES - refused, mostHeap >> 10);
    }

    /** Reads all tensors; the size of all in bytes. */
    private static long readBytes(Path file) throws IOException {
        try (WeightFile open = WeightFile.open(file)) {
            long total = 0;
            for (String tensor : open.shapes().keySet()) {
                total += open.read(tensor).nbytes();
            }
            return total;
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private List<byte[]> samples(WeightFormat format) throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a.weight", Tensors.of(new float[12], 2, 3, 2, 1));
        tensors.put("a.bias", Tensors.of(new float[] {1, 2}, 2));
        tensors.put("b", Tensors.of(new float[] {3}, 1));
        Path file = folder.resolve("whole");
        KerasFileFixture keras =
                new KerasFileFixture().weight("a", "kernel:0", 3, 3, 2, 2).weight("a", "bias:0", 2);
        List<byte[]> samples = new ArrayList<>();
        switch (format) {
            case SAFETENSORS -> Safetensors.write(file, tensors, ScalarType.Float, Map.of("format", "pt"));
            case TORCH_ZIP -> {
                TorchFileFixture.zip(file, TorchTreeTest.checkpoint(), TorchTreeTest.storages());
                samples.add(Files.readAllBytes(file));
                samples.add(Files.readAllBytes(GoldenWeightsTest.golden("zip.pth")));
                TorchFileFixture.zip(file, tensors);
            }
            case TORCH_STREAM -> {
                TorchFileFixture.stream(file, TorchTreeTest.checkpoint(), TorchTreeTest.storages());
                samples.add(Files.readAllBytes(file));
                samples.add(Files.readAllBytes(GoldenWeightsTest.golden("stream.pth")));
                TorchFileFixture.stream(file, tensors);
            }
            case KERAS_H5 -> {
                keras.writeModel(file);
                samples.add(Files.readAllBytes(file));
                samples.add(Files.readAllBytes(GoldenWeightsTest.golden("keras.h5")));
                keras.write(file);
            }
            case ONNX -> NetworkFileFixture.onnx(file);
            case TFLITE -> NetworkFileFixture.tflite(file);
            case TFJS_ARCHIVE -> throw new IllegalArgumentException("Its reader has a test of its own.");
        }
        samples.add(Files.readAllBytes(file));
        return samples;
    }

    private static byte[] mutate(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        for (int changes = random.nextInt(1, 4); changes > 0 && bytes.length > 16; changes--) {
            int at = random.nextInt(4) == 0 ? random.nextInt(16) : random.nextInt(bytes.length);
            switch (random.nextInt(8)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 2, 3 -> number(bytes, random);
                case 4 -> bytes[at] = OPCODES[random.nextInt(OPCODES.length)];
                case 5 -> bytes[at] = (byte) ('0' + random.nextInt(10));
                case 6 -> { // a piece over another
                    int length = random.nextInt(1, Math.min(64, bytes.length / 2));
                    System.arraycopy(
                            bytes,
                            random.nextInt(bytes.length - length),
                            bytes,
                            random.nextInt(bytes.length - length),
                            length);
                }
                default -> bytes = removeBytes(bytes, at, random.nextInt(1, 32));
            }
        }
        return bytes;
    }

    /** An extreme, or about the file's size, in 2, 4 or 8 bytes. */
    private static void number(byte[] bytes, SplittableRandom random) {
        long value = random.nextInt(4) == 0
                ? bytes.length + random.nextInt(-9, 9)
                : EXTREMES[random.nextInt(EXTREMES.length)];
        byte[] little = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        int length = 2 << random.nextInt(3);
        System.arraycopy(little, 0, bytes, random.nextInt(bytes.length - length), length);
    }

    private static byte[] removeBytes(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
        System.arraycopy(bytes, end, shorter, at, bytes.length - end);
        return shorter;
    }
}
