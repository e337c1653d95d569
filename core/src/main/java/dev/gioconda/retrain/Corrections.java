package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import dev.gioconda.feedback.AcceptedFeedback;
import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.image.codec.SafeImageDecoder;
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
public record Corrections(List<Example> examples, List<ExcludedPicture> excluded) {

    /**
     * Looks at every accepted picture.
     *
     * @param dataset whose attributes the labels are laid into; all but the target are not said
     */
    public static Corrections of(AcceptedFeedback accepted, FeedbackPictures pictures, Dataset dataset, Holdout holdout)
            throws IOException {
        int target = dataset.indexOf(accepted.attribute());
        List<ExcludedPicture> excluded = new ArrayList<>();
        accepted.contradictory()
                .forEach(hash ->
                        excluded.add(new ExcludedPicture(hash, "as many said yes as no; reject some of the answers")));
        List<AcceptedFeedback.LabeledPicture> kept = new ArrayList<>();
        SafeImageDecoder decoder = new SafeImageDecoder();
        for (AcceptedFeedback.LabeledPicture labeled : accepted.pictures()) {
            Optional<byte[]> png = pictures.read(labeled.hash());
            Optional<String> reason = png.isEmpty()
                    ? Optional.of("its picture is gone")
                    : holdout.rejectionReason(decoder.decode(png.get()));
            if (reason.isPresent()) {
                excluded.add(new ExcludedPicture(labeled.hash(), reason.get()));
            } else {
                kept.add(labeled);
            }
        }
        Set<String> entries = new LinkedHashSet<>(
                kept.stream().map(AcceptedFeedback.LabeledPicture::hash).toList());
        StoredPictures archive = new StoredPictures(pictures, entries);
        List<Example> examples = kept.stream()
                .map(labeled -> {
                    byte[] labels = new byte[dataset.attributes().size()];
                    Arrays.fill(labels, Example.UNKNOWN);
                    labels[target] = (byte) (labeled.yes() ? 1 : 0);
                    return new Example(
                            "feedback/" + labeled.hash(),
                            archive,
                            labeled.hash(),
                            labeled.framing(),
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
