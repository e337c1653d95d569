package dev.gioconda.weights.format;

import dev.gioconda.tensor.SafetensorsFile;
import dev.gioconda.tensor.SafetensorsHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A safetensors file with tensors of any names. */
final class SafetensorsWeights implements WeightFile {

    private final SafetensorsFile file;

    private SafetensorsWeights(SafetensorsFile file) {
        this.file = file;
    }

    static SafetensorsWeights open(Path file) throws IOException {
        return new SafetensorsWeights(SafetensorsFile.open(file));
    }

    @Override
    public WeightFormat format() {
        return WeightFormat.SAFETENSORS;
    }

    @Override
    public Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        file.header().items().forEach((name, item) -> shapes.put(name, item.shape()));
        return shapes;
    }

    @Override
    public ScalarType type(String name) throws IOException {
        SafetensorsHeader.TensorInfo item = file.header().items().get(name);
        if (item == null) {
            throw new IOException("The file contains no tensor %s.".formatted(name));
        }
        return item.type();
    }

    @Override
    public Tensor read(String name) throws IOException {
        return file.read(name);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
