package dev.gioconda.nn;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * One layer of a {@link Backbone}.
 *
 * @param name for feature extraction, freezing and splitting, such as {@code block3_conv1} or {@code layer2.0}
 * @param operation its computation // [n, c, h, w] to [n, c', h', w']
 * @param modules the modules with its weights; empty for poolings and activations
 */
public record Layer(String name, UnaryOperator<Tensor> operation, List<Module> modules) {

    /** Copies the list. */
    public Layer {
        modules = List.copyOf(modules);
    }

    /**
     * The same layer with references to the enclosing modules: libtorch calls back into Java, which fails after an
     * unreferenced module is garbage-collected.
     */
    Layer keepingAlive(Module... groups) {
        return new Layer(name, new KeepAlive(operation, List.of(groups)), modules);
    }

    private record KeepAlive(UnaryOperator<Tensor> operation, List<Module> groups) implements UnaryOperator<Tensor> {
        @Override
        public Tensor apply(Tensor x) {
            return operation.apply(x);
        }
    }

    static Layer of(String name, UnaryOperator<Tensor> operation, Module... modules) {
        return new Layer(name, operation, List.of(modules));
    }
}
