package dev.gioconda.nn;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network by its name in commands, recipes and manifests: {@code study-cnn}, {@code compact}, or a backbone and a
 * head such as {@code vgg19/study} and {@code vgg19:width=0.375,pooling=average/linear}.
 *
 * @param id the name
 * @param output the conversion of its raw outputs to logits
 * @param builder creates it with random weights
 */
public record Architecture(String id, Output output, Builder builder) {

    /** The custom network of the study, two raw outputs per attribute. */
    public static final Architecture STUDY_CNN = new Architecture("study-cnn", Output.SOFTMAX, StudyCnn::new);

    /** The project's own small network, one raw output per attribute. */
    public static final Architecture COMPACT =
            new Architecture("compact", Output.SIGMOID, (rows, columns, outputs) -> new CompactNet(outputs));

    /** The smallest number of rows and columns of a backbone's input, which is halved five times. */
    public static final int MIN_INPUT_SIDE = 32;

    /** The networks without a backbone. */
    public static final List<Architecture> STANDALONE = List.of(STUDY_CNN, COMPACT);

    /** Creates a network for a given input size and number of raw outputs. */
    @FunctionalInterface
    public interface Builder {
        /** A network with random weights. */
        Network build(int rows, int columns, int outputs);
    }

    /** Creates the network with random weights from libtorch's default generator; see {@code torch.manual_seed}. */
    public Network build(int rows, int columns, int attributes) {
        return builder.build(rows, columns, output.outputCount(attributes));
    }

    /** A backbone with a head. */
    public static Architecture of(BackboneSpec backbone, Head head) {
        return new Architecture(backbone + "/" + head.id(), Output.SIGMOID, (rows, columns, outputs) -> {
            if (Math.min(rows, columns) < MIN_INPUT_SIDE) {
                throw new IllegalArgumentException("An input of %d x %d is too small for %s; expected %d x %d or more."
                        .formatted(columns, rows, backbone, MIN_INPUT_SIDE, MIN_INPUT_SIDE));
            }
            return head.attachTo(backbone.build(0), rows, columns, outputs);
        });
    }

    /** The network with a given name. */
    public static Architecture of(String id) {
        int slash = id.lastIndexOf('/');
        if (slash > 0) {
            return of(BackboneSpec.parse(id.substring(0, slash)), Head.of(id.substring(slash + 1)));
        }
        return STANDALONE.stream()
                .filter(architecture -> architecture.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Network \"%s\" is unknown; choose one of %s."
                        .formatted(
                                id,
                                Stream.concat(
                                                STANDALONE.stream().map(Architecture::id),
                                                Stream.of("a backbone and a head such as vgg19/linear"))
                                        .collect(Collectors.joining(", ")))));
    }
}
