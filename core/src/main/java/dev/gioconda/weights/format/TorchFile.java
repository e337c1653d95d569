package dev.gioconda.weights.format;

import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The tensors in a {@code .pth} file of either form: those of a state dict, or of a checkpoint that has one as an entry. */
public final class TorchFile implements WeightFile {

    private final Path file;
    private final WeightFormat format;
    private final TorchStorages storages;
    private final Map<String, TorchView> views;

    private TorchFile(Path file, WeightFormat format, TorchStorages storages) throws IOException {
        this.file = file;
        this.format = format;
        this.storages = storages;
        this.views = views(storages.root());
        checkTotalSize();
    }

    /** Opens a file and runs through its pickle; no values are read. */
    @SuppressWarnings("MustBeClosedChecker")
    public static TorchFile open(Path file) throws IOException {
        WeightFormat format = WeightFormat.of(file);
        TorchStorages storages = format == WeightFormat.TORCH_ZIP ? TorchZip.open(file) : TorchStream.open(file);
        try {
            return new TorchFile(file, format, storages);
        } catch (ArithmeticException absurd) {
            storages.close();
            throw new IOException("%s is damaged: a storage has an absurd size.".formatted(file), absurd);
        } catch (IOException | RuntimeException refused) {
            storages.close();
            throw refused;
        }
    }

    @Override
    public WeightFormat format() {
        return format;
    }

    @Override
    public Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        views.forEach((name, view) -> shapes.put(name, view.shape()));
        return shapes;
    }

    @Override
    public ScalarType type(String name) throws IOException {
        return view(name).storage().type();
    }

    @Override
    public Tensor read(String name) throws IOException {
        TorchView view = view(name);
        TensorOptions options = new TensorOptions(view.storage().type());
        long[] shape = view.shape();
        boolean plain = view.contiguous() || view.count() == 0;
        Tensor values = torch.empty(plain ? shape : new long[] {view.extent()}, options, null);
        storages.read(
                view.storage(), view.offset() * torch.elementSize(view.storage().type()), Tensors.memory(values));
        if (plain) {
            return values;
        }
        Tensor reordered = values.as_strided(shape, view.strides()).contiguous();
        values.deallocate();
        return reordered;
    }

    @Override
    public void close() throws IOException {
        storages.close();
    }

    private TorchView view(String name) throws IOException {
        TorchView view = views.get(name);
        if (view == null) {
            throw new IOException("%s holds no tensor %s.".formatted(file, name));
        }
        return view;
    }

    private Map<String, TorchView> views(Object root) throws IOException {
        Map<String, TorchView> views = TorchTree.views(file.toString(), root);
        Map<String, TorchStorage> used = new LinkedHashMap<>();
        for (TorchView view : views.values()) {
            TorchStorage known = used.putIfAbsent(view.storage().key(), view.storage());
            if (known != null && !known.equals(view.storage())) {
                throw new IOException(
                        "%s is damaged: storage %s is described in two ways.".formatted(file, known.key()));
            }
        }
        storages.locate(used);
        return views;
    }

    private void checkTotalSize() throws IOException {
        long fileSize = Files.size(file);
        long total = 0;
        for (Map.Entry<String, TorchView> entry : views.entrySet()) {
            TorchView view = entry.getValue();
            total += view.bytes(); // each fits its storage, which fits the file: no overflow
            long extent = view.count() == 0
                    ? 0
                    : view.extent() * torch.elementSize(view.storage().type());
            if (total > fileSize || extent > Math.min(fileSize, Integer.MAX_VALUE)) {
                throw new IOException(
                        "%s has %d bytes, but its tensors up to %s would take %d; the file is cut off or damaged."
                                .formatted(file, fileSize, entry.getKey(), total));
            }
        }
    }
}
