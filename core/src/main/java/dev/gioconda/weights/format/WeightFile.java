package dev.gioconda.weights.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An open file of named tensors. Opening reads names and shapes and rejects inconsistent files; values are read one tensor at
 * a time. All tensors together are never larger than the file; those of TensorFlow.js never larger than the files of the archive
 * without compression, or four times that if they are quantized.
 */
public interface WeightFile extends Closeable {

    /** Opens a file whose format its bytes tell; a network without readable tensors is refused. */
    static WeightFile open(Path file) throws IOException {
        WeightFormat format = WeightFormat.of(file);
        return switch (format) {
            case SAFETENSORS -> SafetensorsWeights.open(file);
            case KERAS_H5 -> KerasH5.open(file);
            case TORCH_ZIP, TORCH_STREAM -> TorchFile.open(file);
            case TFJS_ARCHIVE -> TfjsArchive.open(file);
            case ONNX, TFLITE ->
                throw new IOException("%s is a whole network (%s), which is run by OpenCV; it is not read as tensors."
                        .formatted(file, format));
        };
    }

    /** How the file is written. */
    WeightFormat format();

    /** The name of every tensor with its shape, in the file's order. */
    Map<String, long[]> shapes();

    /** The type of one tensor's values. */
    default ScalarType type(String name) throws IOException {
        try (Tensor tensor = read(name)) {
            return tensor.scalar_type().intern();
        }
    }

    /** The values of one tensor, contiguous, in the file's own layout and type. The caller owns it. */
    Tensor read(String name) throws IOException;
}
