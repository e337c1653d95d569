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

/** A state dict in a {@code .pth} file of either form. */
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
    public Tensor read(String name) throws IOException {
        TorchView view = views.get(name);
        if (view == null) {
            throw new IOException("%s holds no tensor %s.".formatted(file, name));
        }
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

    private Map<String, TorchView> views(Object root) throws IOException {
        if (!(root instanceof Map<?, ?> dictionary)) {
            throw new IOException("%s holds no state dict: a dictionary of tensors was expected.".formatted(file));
        }
        Map<String, TorchView> views = new LinkedHashMap<>();
        Map<String, TorchStorage> used = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof TorchView view)) {
                throw new IOException(
                        "%s has no state dict: the entry %s is not a tensor. Save the network's state_dict() alone."
                                .formatted(file, entry.getKey()));
            }
            TorchStorage known = used.putIfAbsent(view.storage().key(), view.storage());
            if (known != null && !known.equals(view.storage())) {
                throw new IOException(
                        "%s is damaged: storage %s is described in two ways.".formatted(file, known.key()));
            }
            views.put(name, view);
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
