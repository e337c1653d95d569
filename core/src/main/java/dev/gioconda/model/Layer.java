package dev.gioconda.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * One link of a {@link Backbone}.
 *
 * @param name by which it is tapped, frozen and cut, such as {@code block3_conv1} or {@code layer2.0}
 * @param step what it computes // [n, c, h, w] to [n, c', h', w']
 * @param modules where its weights are; empty for poolings and activations
 */
public record Layer(String name, UnaryOperator<Tensor> step, List<Module> modules) {

    /** Copies the list. */
    public Layer {
        modules = List.copyOf(modules);
    }

    static Layer of(String name, UnaryOperator<Tensor> step, Module... modules) {
        return new Layer(name, step, List.of(modules));
    }
}
