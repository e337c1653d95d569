package dev.gioconda.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The networks by the names that commands, recipes and manifests use. */
public enum Architecture {
    /** The study's custom network, two raw outputs an attribute. */
    STUDY_CNN(Output.SOFTMAX),
    /** Ours, one raw output an attribute. */
    COMPACT(Output.SIGMOID);

    private final Output output;

    Architecture(Output output) {
        this.output = output;
    }

    /** How this network's raw outputs are read. */
    public Output output() {
        return output;
    }

    /** {@code study-cnn}, {@code compact}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A network with fresh random weights from libtorch's default generator; see {@code torch.manual_seed}. */
    public Network build(int rows, int columns, int attributes) {
        int outputs = output.width(attributes);
        return switch (this) {
            case STUDY_CNN -> new StudyCnn(rows, columns, outputs);
            case COMPACT -> new CompactNet(outputs);
        };
    }

    /** The network of that name. */
    public static Architecture of(String id) {
        return Arrays.stream(values())
                .filter(architecture -> architecture.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Network \"%s\" is unknown; choose one of %s."
                        .formatted(
                                id,
                                Arrays.stream(values()).map(Architecture::id).collect(Collectors.joining(", ")))));
    }
}
