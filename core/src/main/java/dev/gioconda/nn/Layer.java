package dev.gioconda.nn;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * One link of a {@link Backbone}.
 *
 * @param name by which it is tapped, frozen and cut, such as {@code block3_conv1} or {@code layer2.0}
 * @param operation what it computes // [n, c, h, w] to [n, c', h', w']
 * @param modules where its weights are; empty for poolings and activations
 */
public record Layer(String name, UnaryOperator<Tensor> operation, List<Module> modules) {

    /** Copies the list. */
    public Layer {
        modules = List.copyOf(modules);
    }

    /**
     * The same layer, which from now on also holds the modules that its own lie in: the engine calls back into Java, and finds nobody there
     * once a module that nothing holds has been collected.
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
