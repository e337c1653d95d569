package dev.gioconda.data;

import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.face.Framing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One labeled picture, not decoded; its bytes are in an archive.
 *
 * @param name unique within the data set, for messages and reports, such as {@code celeba/000123.jpg}
 * @param archive the archive that contains the bytes
 * @param entry the path inside the archive
 * @param framing where the face is in the picture
 * @param labels one value per attribute of the data set: 1 yes, 0 no, {@link #UNKNOWN} // [attributes]
 * @param partition the partition stated by the data set's files, or null
 * @param person an identifier of the person shown, or null if unknown
 */
public record Example(
        String name,
        PictureArchive archive,
        String entry,
        Framing framing,
        byte[] labels,
        @Nullable Partition partition,
        @Nullable String person) {

    /** The label of an attribute that is not stated. */
    public static final byte UNKNOWN = -1;

    /**
     * The same pictures without a search for faces: the whole picture is used. For pictures of other things than faces.
     */
    public static List<Example> wholeFrame(List<Example> examples) {
        return examples.stream().map(e -> e.withFraming(Framing.WHOLE)).toList();
    }

    /** The same pictures as photographs, in which faces are detected although their framing is known. */
    public static List<Example> photographs(List<Example> examples) {
        return examples.stream().map(e -> e.withFraming(Framing.PHOTO)).toList();
    }

    private Example withFraming(Framing other) {
        return new Example(name, archive, entry, other, labels, partition, person);
    }

    /** The same picture with other labels. */
    public Example withLabels(byte[] others) {
        return new Example(name, archive, entry, framing, others, partition, person);
    }
}
