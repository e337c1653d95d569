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
 * The accepted images as examples of a data set.
 *
 * @param examples for training; an example's entry is the image's hash
 * @param excluded images that are not used for training, with the reason
 */
public record Corrections(List<Example> examples, List<ExcludedPicture> excluded) {

    /**
     * Checks every accepted image against the hold-out.
     *
     * @param dataset whose attributes the labels have; all but the target are unknown
     */
    public static Corrections of(AcceptedFeedback accepted, FeedbackPictures pictures, Dataset dataset, Holdout holdout)
            throws IOException {
        int target = dataset.indexOf(accepted.attribute());
        List<ExcludedPicture> excluded = new ArrayList<>();
        accepted.contradictory()
                .forEach(hash -> excluded.add(
                        new ExcludedPicture(hash, "as many clients answered yes as no; reject some of the answers")));
        List<AcceptedFeedback.LabeledPicture> kept = new ArrayList<>();
        SafeImageDecoder decoder = new SafeImageDecoder();
        for (AcceptedFeedback.LabeledPicture labeled : accepted.pictures()) {
            Optional<byte[]> png = pictures.read(labeled.hash());
            Optional<String> reason = png.isEmpty()
                    ? Optional.of("its picture was deleted")
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

    /** The hashes of the examples' images, sorted. */
    public List<String> hashes() {
        return examples.stream().map(Example::entry).sorted().toList();
    }
}
