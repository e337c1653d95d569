package dev.gioconda.train;

import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What the frozen part of a network makes of every view of every picture, in a mapped file: computed once, so that an epoch
 * costs what is behind it only. The values are kept as they were computed, bfloat16 or float32, bit for bit.
 *
 * <p>The file is in the store's folder under a name that says everything its values depend on; a later training of the same
 * finds it there. One that was cut off is begun anew.
 */
final class FeatureCache implements AutoCloseable {

    private final Tensor features; // [views * n, h, w, c]
    private final int pictures;

    private FeatureCache(Tensor features, int pictures) {
        this.features = features;
        this.pictures = pictures;
        features.retainReference(); // whatever scope is open
    }

    /** Computes the features of some pictures in one view. // [n, c, h, w] */
    @FunctionalInterface
    interface Source {
        Tensor features(int view, int from, int to);
    }

    /**
     * Opens the features, computing them first where they are not there yet.
     *
     * @param key what they depend on, as a file name
     * @param pictures how many
     * @param views of each
     * @param batch how many pictures are computed at once
     * @param done hears how many of {@code views * pictures} are there
     */
    static FeatureCache open(
            FeatureStore store, String key, int pictures, int views, int batch, Source source, FeatureStore.Heard done)
            throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Tensor first = source.features(0, 0, Math.min(batch, pictures)); // [n, c, h, w], for the shape and the type
            ScalarType type = first.scalar_type().intern();
            long[] shape = {(long) views * pictures, first.size(2), first.size(3), first.size(1)};
            long bytes = Arrays.stream(shape).reduce(torch.elementSize(type), Math::multiplyExact);
            Path file = store.folder().resolve(key + ".features");
            if (!Files.isRegularFile(file) || Files.size(file) != bytes) {
                store.makeRoom(bytes);
                Path draft = store.folder().resolve(key + ".draft");
                try (RandomAccessFile sized = new RandomAccessFile(draft.toFile(), "rw")) {
                    sized.setLength(bytes);
                }
                fill(map(draft, bytes, type, shape), pictures, views, batch, source, done);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            store.touch(file);
            return new FeatureCache(map(file, bytes, type, shape), pictures);
        }
    }

    private static Tensor map(Path file, long bytes, ScalarType type, long[] shape) {
        return torch.from_file(
                        file.toString(),
                        new BoolOptional(true),
                        new LongOptional(bytes / torch.elementSize(type)),
                        new TensorOptions(type))
                .view(shape);
    }

    private static void fill(
            Tensor into, int pictures, int views, int batch, Source source, FeatureStore.Heard done) {
        for (int view = 0; view < views; view++) {
            for (int from = 0; from < pictures; from += batch) {
                int to = Math.min(from + batch, pictures);
                try (PointerScope scope = new PointerScope()) {
                    Tensor some = source.features(view, from, to).permute(0, 2, 3, 1); // [n, h, w, c]
                    into.narrow(0, (long) view * pictures + from, to - from).copy_(some);
                }
                done.heard((long) view * pictures + to, (long) views * pictures);
            }
        }
    }

    /** The features of chosen pictures in one view, channels-last. // [n, c, h, w] */
    Tensor of(int view, int[] positions) {
        int[] rows = Arrays.stream(positions).map(p -> view * pictures + p).toArray();
        return features.index_select(0, Tensors.indices(rows)).permute(0, 3, 1, 2);
    }

    @Override
    public void close() {
        features.close();
    }
}
