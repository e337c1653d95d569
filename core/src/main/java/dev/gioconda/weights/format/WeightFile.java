package dev.gioconda.weights.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * An open file of named tensors. Opening reads names and shapes and rejects inconsistent files; values are read one tensor at
 * a time. All tensors together are never larger than the file.
 */
public interface WeightFile extends Closeable {

    /** Opens a file whose format its first bytes tell. */
    static WeightFile open(Path file) throws IOException {
        return switch (WeightFormat.of(file)) {
            case SAFETENSORS -> SafetensorsWeights.open(file);
            case KERAS_H5 -> KerasH5.open(file);
            case TORCH_ZIP, TORCH_STREAM -> TorchFile.open(file);
            case TFJS_ARCHIVE -> TfjsArchive.open(file);
        };
    }

    /** How the file is written. */
    WeightFormat format();

    /** The name of every tensor with its shape, in the file's order. */
    Map<String, long[]> shapes();

    /** The values of one tensor, contiguous, in the file's own layout and type. The caller owns it. */
    Tensor read(String name) throws IOException;
}
