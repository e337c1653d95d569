package dev.gioconda.faceapi;

import dev.gioconda.weights.format.WeightFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The native memory of one network: reads its tensors while it is built and owns what its layers keep. Forward passes may run
 * on several threads; closing waits for them.
 */
final class NetWeights implements AutoCloseable {

    private final WeightFile file;
    private final String model;
    private final List<Tensor> kept = new ArrayList<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private NetWeights(WeightFile file, String model) {
        this.file = file;
        this.model = model;
    }

    /** What makes a network of its weights. */
    @FunctionalInterface
    interface Construction<N> {
        N build(NetWeights weights) throws IOException;
    }

    /**
     * Builds a network.
     *
     * @param model the first part of the names of its tensors in the file
     * @param owners gets the owner of the network's memory
     */
    static <N> N build(WeightFile file, String model, Construction<N> construction, List<NetWeights> owners)
            throws IOException {
        NetWeights weights = new NetWeights(file, model);
        try (PointerScope scope = new PointerScope()) {
            N network = construction.build(weights);
            owners.add(weights);
            return network;
        } catch (IOException | RuntimeException refused) {
            weights.close();
            throw refused;
        }
    }

    /** A tensor in float32 and TensorFlow's layout, which lasts as long as the current scope. */
    Tensor read(String name, long... shape) throws IOException {
        Tensor values = file.read(model + "/" + name);
        if (!Arrays.equals(values.shape(), shape)) {
            throw new IOException("Tensor %s of %s has shape %s, expected %s; the weights are of another network."
                    .formatted(name, model, Arrays.toString(values.shape()), Arrays.toString(shape)));
        }
        return values.to(ScalarType.Float);
    }

    /** Keeps a tensor until {@link #close}. */
    Tensor keep(Tensor tensor) {
        tensor.retainReference();
        kept.add(tensor);
        return tensor;
    }

    /** Runs a forward pass, whose tensors are freed at its end. */
    <T> T run(Supplier<T> forward) {
        try (PointerScope scope = new PointerScope()) {
            return runInCallersScope(forward);
        }
    }

    /** Computes something whose tensors belong to the caller's scope. */
    <T> T runInCallersScope(Supplier<T> forward) {
        lock.readLock().lock();
        try {
            if (kept.isEmpty()) {
                throw new IllegalStateException("The network %s is closed.".formatted(model));
            }
            return forward.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            kept.forEach(Tensor::close);
            kept.clear();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
