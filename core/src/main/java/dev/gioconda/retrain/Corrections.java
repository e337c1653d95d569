package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import dev.gioconda.feedback.Accepted;
import dev.gioconda.feedback.KeptPictures;
import dev.gioconda.image.codec.ImageDoor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The accepted pictures as examples of a data set.
 *
 * @param examples to learn from; an example's entry is the picture's hash
 * @param excluded those that are not learnt from, and why
 */
public record Corrections(List<Example> examples, List<Excluded> excluded) {

    /**
     * Looks at every accepted picture.
     *
     * @param set whose attributes the labels are laid into; all but the target are not said
     */
    public static Corrections of(Accepted accepted, KeptPictures pictures, Dataset set, Holdout holdout)
            throws IOException {
        int target = set.indexOf(accepted.attribute());
        List<Excluded> excluded = new ArrayList<>();
        accepted.contradictory()
                .forEach(
                        hash -> excluded.add(new Excluded(hash, "as many said yes as no; reject some of the answers")));
        List<Accepted.Labelled> kept = new ArrayList<>();
        ImageDoor door = new ImageDoor();
        for (Accepted.Labelled labelled : accepted.pictures()) {
            Optional<byte[]> png = pictures.read(labelled.hash());
            Optional<String> refusal =
                    png.isEmpty() ? Optional.of("its picture is gone") : holdout.refuses(door.decode(png.get()));
            if (refusal.isPresent()) {
                excluded.add(new Excluded(labelled.hash(), refusal.get()));
            } else {
                kept.add(labelled);
            }
        }
        Set<String> entries =
                new LinkedHashSet<>(kept.stream().map(Accepted.Labelled::hash).toList());
        StoredPictures archive = new StoredPictures(pictures, entries);
        List<Example> examples = kept.stream()
                .map(labelled -> {
                    byte[] labels = new byte[set.attributes().size()];
                    Arrays.fill(labels, Example.UNKNOWN);
                    labels[target] = (byte) (labelled.yes() ? 1 : 0);
                    return new Example(
                            "feedback/" + labelled.hash(),
                            archive,
                            labelled.hash(),
                            labelled.framing(),
                            labels,
                            Partition.TRAIN,
                            null);
                })
                .toList();
        return new Corrections(examples, List.copyOf(excluded));
    }

    /** The hashes of the examples' pictures, sorted. */
    public List<String> hashes() {
        return examples.stream().map(Example::entry).sorted().toList();
    }
}
