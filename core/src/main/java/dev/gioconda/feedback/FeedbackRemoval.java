package dev.gioconda.feedback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes feedback: the record, its reviews, its copies in the index, and the image unless another record with consent refers to it.
 *
 * <p>An image is deleted, then the records are read again, and the image is restored if one of them refers to it; {@link
 * FeedbackLog#add} writes its record and then checks that the image exists. Of a concurrent removal and addition the later one
 * therefore sees the other, and the added record keeps its image.
 *
 * @param log the records
 */
public record FeedbackRemoval(FeedbackLog log) {

    /** Number of images deleted between two reads of the records; a copy of each is in memory. */
    private static final int BATCH_SIZE = 32;

    /**
     * Counts of a removal.
     *
     * @param answers deleted records
     * @param pictures deleted images
     */
    public record RemovalCounts(int answers, int pictures) {}

    /**
     * Deletes the record of a receipt.
     *
     * @throws UnknownReceiptException if the record does not exist or the token does not match
     */
    public RemovalCounts delete(Receipt receipt) throws IOException {
        Optional<byte[]> object = log.store().get(Feedback.key(receipt.id()));
        Optional<Feedback> found =
                object.isEmpty() ? Optional.empty() : Optional.of(new FeedbackCodec().parse(object.get()));
        Feedback feedback = found.filter(receipt::matches)
                .orElseThrow(() -> new UnknownReceiptException(
                        "No feedback has this receipt: it was deleted or has expired, or the receipt is incomplete."));
        return remove(List.of(feedback));
    }

    /** Deletes expired records, and images and reviews whose record is missing after a crash. */
    public RemovalCounts purge() throws IOException {
        String now = log.now();
        Set<String> decided =
                new Reviews(log).all().keySet(); // before the records: a review is written after its record
        List<Feedback> answers = List.copyOf(log.index().read().values());
        RemovalCounts removed =
                remove(answers.stream().filter(answer -> answer.expired(now)).toList());
        Set<String> ids = new HashSet<>(answers.stream().map(Feedback::id).toList());
        for (String id : decided) {
            if (!ids.contains(id)) {
                new Reviews(log).delete(id);
            }
        }
        Set<String> referenced = referencedPictures();
        List<String> orphans = new FeedbackPictures(log.store())
                .hashes().stream().filter(hash -> !referenced.contains(hash)).toList();
        return new RemovalCounts(removed.answers(), removed.pictures() + deleteUnreferenced(orphans));
    }

    private RemovalCounts remove(List<Feedback> answers) throws IOException {
        Set<String> keys = new HashSet<>();
        Set<String> pictures = new HashSet<>();
        for (Feedback feedback : answers) {
            log.store().delete(feedback.key());
            new Reviews(log).delete(feedback.id());
            keys.add(feedback.key());
            pictures.add(feedback.shown().pictureHash());
        }
        if (keys.isEmpty()) {
            return new RemovalCounts(0, 0);
        }
        log.index().invalidate(keys);
        Set<String> referenced = referencedPictures(); // also updates the index
        new Reviews(log).index().read();
        return new RemovalCounts(
                keys.size(),
                deleteUnreferenced(pictures.stream()
                        .filter(hash -> !referenced.contains(hash))
                        .toList()));
    }

    private int deleteUnreferenced(List<String> hashes) throws IOException {
        FeedbackPictures pictures = new FeedbackPictures(log.store());
        int deleted = 0;
        for (int from = 0; from < hashes.size(); from += BATCH_SIZE) {
            Map<String, byte[]> backup = new LinkedHashMap<>();
            for (String hash : hashes.subList(from, Math.min(from + BATCH_SIZE, hashes.size()))) {
                Optional<byte[]> png = log.store().get(FeedbackPictures.key(hash));
                if (png.isPresent()) {
                    backup.put(hash, png.get());
                    pictures.delete(hash);
                }
            }
            Set<String> referenced = backup.isEmpty() ? Set.of() : referencedPictures();
            for (Map.Entry<String, byte[]> picture : backup.entrySet()) {
                if (referenced.contains(picture.getKey())) {
                    pictures.put(picture.getKey(), picture.getValue());
                } else {
                    deleted++;
                }
            }
        }
        return deleted;
    }

    /** The images of all records with consent. */
    private Set<String> referencedPictures() throws IOException {
        List<Feedback> all = new ArrayList<>(log.all());
        Set<String> referenced = new HashSet<>();
        all.stream()
                .filter(Feedback::consent)
                .forEach(feedback -> referenced.add(feedback.shown().pictureHash()));
        return referenced;
    }
}
