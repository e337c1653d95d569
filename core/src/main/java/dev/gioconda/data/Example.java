package dev.gioconda.data;

import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.image.face.Framing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One labelled picture whose bytes still lie in their archive.
 *
 * @param name unique within the data set, for messages and reports, such as {@code celeba/000123.jpg}
 * @param archive where the bytes are
 * @param entry the path inside the archive
 * @param framing how the face sits in the picture
 * @param labels one value an attribute of the data set: 1 yes, 0 no, {@link #UNKNOWN} not said // [attributes]
 * @param partition the part its own files put it in, or null when they say nothing
 * @param person the same text for the same person, or null when unknown
 */
public record Example(
        String name,
        PictureArchive archive,
        String entry,
        Framing framing,
        byte[] labels,
        @Nullable Partition partition,
        @Nullable String person) {

    /** The label of an attribute that the source does not state. */
    public static final byte UNKNOWN = -1;

    /** The same pictures without a search for faces: the whole picture is used. For pictures of other things than faces. */
    public static List<Example> wholeFrame(List<Example> examples) {
        return examples.stream()
                .map(e -> new Example(
                        e.name(), e.archive(), e.entry(), Framing.WHOLE, e.labels(), e.partition(), e.person()))
                .toList();
    }

    /** The same picture with other labels. */
    public Example withLabels(byte[] others) {
        return new Example(name, archive, entry, framing, others, partition, person);
    }
}
