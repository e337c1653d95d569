package dev.gioconda.train;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Outputs of the frozen layers for every augmented view of every image, in a memory-mapped file. They are computed once, so that
 * an epoch only runs the trainable layers. Values are stored as computed, in bfloat16 or float32, bit for bit. The file appears
 * complete or not at all, also if several trainings compute the same one.
 */
final class FeatureCache implements AutoCloseable {

    private final Tensor features; // [views * n, h, w, c]
    private final int pictures;

    private FeatureCache(Tensor features, int pictures) {
        this.features = features;
        this.pictures = pictures;
        features.retainReference(); // independent of the caller's PointerScope
    }

    /** Computes the features of the images {@code from} to {@code to} (exclusive) in one view. // [n, c, h, w] */
    @FunctionalInterface
    interface FeatureSource {
        Tensor features(int view, int from, int to);
    }

    /**
     * Size and source of a cache file.
     *
     * @param file path of the file
     * @param pictures number of images
     * @param views of each image
     * @param type data type of the values
     * @param mapShape the features' rows, columns and channels
     * @param source computes them
     */
    record FeatureCachePlan(
            Path file, int pictures, int views, ScalarType type, long[] mapShape, FeatureSource source) {

        long[] shape() {
            return new long[] {(long) views * pictures, mapShape[0], mapShape[1], mapShape[2]};
        }

        long bytes() {
            return Arrays.stream(shape()).reduce(torch.elementSize(type), Math::multiplyExact);
        }

        /** Whether the file exists with the right size. */
        boolean isComputed() throws IOException {
            return Files.isRegularFile(file) && Files.size(file) == bytes();
        }
    }

    /**
     * Computes the features of a plan and writes the file.
     *
     * @param batch images per batch
     * @param progress receives the number of computed views of images
     */
    static void compute(FeatureCachePlan plan, int batch, LongConsumer progress) throws IOException {
        AtomicFiles.write(plan.file(), draft -> {
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (int view = 0; view < plan.views(); view++) {
                    for (int from = 0; from < plan.pictures(); from += batch) {
                        int to = Math.min(from + batch, plan.pictures());
                        try (PointerScope scope = new PointerScope()) {
                            Tensor values =
                                    plan.source().features(view, from, to).permute(0, 2, 3, 1); // [n, h, w, c]
                            ByteBuffer bytes = Tensors.memory(values.contiguous());
                            while (bytes.hasRemaining()) {
                                channel.write(bytes);
                            }
                        }
                        progress.accept((long) view * plan.pictures() + to);
                    }
                }
            }
        });
    }

    /** Maps a computed file. */
    static FeatureCache open(FeatureCachePlan plan) {
        try (PointerScope scope = new PointerScope()) {
            Tensor mapped = torch.from_file(
                            plan.file().toString(),
                            new BoolOptional(false), // not shared: read only
                            new LongOptional(plan.bytes() / torch.elementSize(plan.type())),
                            new TensorOptions(plan.type()))
                    .view(plan.shape());
            return new FeatureCache(mapped, plan.pictures());
        }
    }

    /** The features of the images at these positions in one view, channels-last. // [n, c, h, w] */
    Tensor of(int view, int[] positions) {
        int[] rows = Arrays.stream(positions).map(p -> view * pictures + p).toArray();
        return features.index_select(0, Tensors.indices(rows)).permute(0, 3, 1, 2);
    }

    @Override
    public void close() {
        features.close();
    }
}
