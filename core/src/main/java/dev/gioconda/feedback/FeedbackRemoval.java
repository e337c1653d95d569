package dev.gioconda.feedback;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes feedback: the record, its reviews, its copies in the index, and the image unless another record with consent refers to it.
 *
 * <p>The image is deleted first: if the removal fails after that, the receipt can be used again, and no image is left behind. An image is
 * deleted, then the records are read again, and the image is restored if one of them refers to it; {@link FeedbackLog#add} writes its
 * record and then checks that the image exists. Of a concurrent removal and addition the later one therefore sees the other, and the added
 * record keeps its image. Damaged records are passed over; an image whose hash is in the readable part of one of them is kept.
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
     * @throws DamagedRecordException if the record cannot be parsed
     */
    public RemovalCounts delete(Receipt receipt) throws IOException {
        Feedback feedback = log.read(receipt.id())
                .filter(receipt::matches)
                .orElseThrow(() -> new UnknownReceiptException(
                        "No feedback has this receipt: it was deleted or has expired, or the receipt is incomplete."));
        return remove(List.of(feedback));
    }

    /** Deletes expired records, and images and reviews whose record is missing after a crash. */
    public RemovalCounts purge() throws IOException {
        String now = log.now();
        Set<String> decided = new Reviews(log).decided(); // before the records: a review is written after its record
        ObjectIndex.IndexContents<Feedback> stored = log.index().readAll();
        List<Feedback> answers = List.copyOf(stored.records().values());
        RemovalCounts removed =
                remove(answers.stream().filter(answer -> answer.expired(now)).toList());
        Set<String> ids = new HashSet<>(stored.damaged().names());
        answers.forEach(answer -> ids.add(answer.id()));
        for (String id : decided) {
            if (!ids.contains(id)) {
                new Reviews(log).delete(id);
            }
        }
        Set<String> referenced = referencedPictures(Set.of());
        List<String> orphans = new FeedbackPictures(log.store())
                .hashes().stream().filter(hash -> !referenced.contains(hash)).toList();
        return new RemovalCounts(removed.answers(), removed.pictures() + deleteUnreferenced(orphans, Set.of()));
    }

    private RemovalCounts remove(List<Feedback> answers) throws IOException {
        if (answers.isEmpty()) {
            return new RemovalCounts(0, 0);
        }
        Set<String> keys = answers.stream().map(Feedback::key).collect(Collectors.toSet());
        Set<String> pictures =
                answers.stream().map(answer -> answer.shown().pictureHash()).collect(Collectors.toSet());
        int deleted = deleteUnreferenced(except(pictures, referencedPictures(keys)), keys);
        for (Feedback feedback : answers) {
            log.store().delete(feedback.key()); // before its reviews, since it is read before one is written
            new Reviews(log).delete(feedback.id());
        }
        log.index().invalidate(keys);
        Set<String> referenced = referencedPictures(Set.of()); // also updates the index
        new Reviews(log).index().read();
        List<String> last = except(pictures, referenced); // needed before by a record that was removed at the same time
        return new RemovalCounts(keys.size(), deleted + deleteUnreferenced(last, Set.of()));
    }

    private static List<String> except(Set<String> hashes, Set<String> referenced) {
        return hashes.stream().filter(hash -> !referenced.contains(hash)).toList();
    }

    /** @param removed keys of records that are being removed */
    private int deleteUnreferenced(List<String> hashes, Set<String> removed) throws IOException {
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
            Set<String> referenced = backup.isEmpty() ? Set.of() : referencedPictures(removed);
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

    /**
     * The images of all records with consent that have not expired, and those that a damaged record may refer to.
     *
     * @param removed keys of records that do not count
     */
    private Set<String> referencedPictures(Set<String> removed) throws IOException {
        String now = log.now();
        ObjectIndex.IndexContents<Feedback> stored = log.index().readAll();
        Set<String> referenced = new HashSet<>(stored.damaged().hashes());
        stored.records().values().stream()
                .filter(answer -> answer.consent() && !answer.expired(now) && !removed.contains(answer.key()))
                .forEach(answer -> referenced.add(answer.shown().pictureHash()));
        return referenced;
    }
}
