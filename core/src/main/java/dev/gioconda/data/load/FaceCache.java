package dev.gioconda.data.load;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Cropped faces of one size as one uint8 tensor: in memory, or in a memory-mapped temporary file above a limit. The
 * tensor is freed by {@link #close()}; batches are copies.
 */
public final class FaceCache implements AutoCloseable {

    /** Above this number of bytes the pixels are stored in a temporary file: 2 GiB, about 170,000 faces of 64 x 64. */
    public static final long MEMORY_LIMIT = 2L << 30;

    private final Tensor pixels; // [n, h, w, 3] uint8

    private FaceCache(Tensor pixels) {
        this.pixels = pixels;
        pixels.retainReference(); // independent of the open scope
    }

    /** Allocates an uninitialized cache of {@code count} faces of the geometry's size. */
    static FaceCache allocate(int count, CropGeometry geometry, long memoryLimit) throws IOException {
        long[] shape = {count, geometry.rows(), geometry.columns(), 3};
        long bytes = 3L * count * geometry.rows() * geometry.columns();
        if (bytes <= memoryLimit) {
            return new FaceCache(torch.empty(shape, new TensorOptions(ScalarType.Byte), null));
        }
        Path file = Files.createTempFile("gioconda-faces", ".u8");
        try (RandomAccessFile sized = new RandomAccessFile(file.toFile(), "rw")) {
            sized.setLength(bytes);
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor mapped = torch.from_file(
                            file.toString(),
                            new BoolOptional(true),
                            new LongOptional(bytes),
                            new TensorOptions(ScalarType.Byte))
                    .view(shape);
            return new FaceCache(mapped);
        } finally {
            Files.delete(file); // the mapping keeps the data until the tensor is freed
        }
    }

    /** Stores one face; several threads may store different rows. */
    void put(int row, Picture face) {
        if (face.height() != pixels.size(1) || face.width() != pixels.size(2)) {
            throw new IllegalArgumentException("The crop is %d x %d; expected %d x %d, the size of the cache."
                    .formatted(face.width(), face.height(), pixels.size(2), pixels.size(1)));
        }
        try (PointerScope scope = new PointerScope()) {
            Tensors.memory(pixels.select(0, row)).put(face.rgb());
        }
    }

    /** A batch of faces with values in [0, 1], channels-last in memory. // [n, 3, h, w] float32 */
    public Tensor faces(int[] rows) {
        Tensor chosen = pixels.index_select(0, Tensors.indices(rows)); // [n, h, w, 3]
        return chosen.to(ScalarType.Float).div(new Scalar(255)).permute(0, 3, 1, 2);
    }

    /** The stored face, for thumbnails. */
    public Picture picture(int row) {
        try (PointerScope scope = new PointerScope()) {
            Tensor face = pixels.select(0, row); // [h, w, 3]
            byte[] rgb = new byte[(int) face.nbytes()];
            Tensors.memory(face).get(rgb);
            return new Picture((int) face.size(1), (int) face.size(0), rgb);
        }
    }

    @Override
    public void close() {
        pixels.close();
    }
}
