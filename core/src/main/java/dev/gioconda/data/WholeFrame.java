package dev.gioconda.data;

import dev.gioconda.image.face.Framing;
import java.util.List;

/** Pictures that are not of faces: what is wanted of them is the whole picture. */
public final class WholeFrame {

    private WholeFrame() {}

    /** The same examples, no longer searched for faces. */
    public static List<Example> examples(List<Example> examples) {
        return examples.stream()
                .map(e -> new Example(
                        e.name(), e.archive(), e.entry(), Framing.WHOLE, e.labels(), e.partition(), e.person()))
                .toList();
    }
}
