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
 * Takes answers away: the record, what was decided about it, its copies in the index, and the picture unless another answer whose
 * person agreed still needs it.
 *
 * <p>A picture is dropped, then the answers are read once more, and it is put back where one needs it by now; {@link
 * FeedbackLog#add} writes its answer and then looks whether the picture is there. Whoever comes second sees the first, so that
 * of a removal and an addition at the same time the addition keeps its picture.
 *
 * @param log the answers
 */
public record FeedbackRemoval(FeedbackLog log) {

    /** Pictures dropped between two looks at the answers; all of them are in memory. */
    private static final int BATCH_SIZE = 32;

    /**
     * What went.
     *
     * @param answers records
     * @param pictures files
     */
    public record RemovalCounts(int answers, int pictures) {}

    /**
     * Deletes the answer that the receipt was given for.
     *
     * @throws UnknownReceiptException when there is none, or it is another's receipt
     */
    public RemovalCounts delete(Receipt receipt) throws IOException {
        Optional<Feedback> found = log.store().get(Feedback.key(receipt.id())).isEmpty()
                ? Optional.empty()
                : Optional.of(new FeedbackCodec()
                        .parse(log.store().get(Feedback.key(receipt.id())).orElseThrow()));
        Feedback feedback = found.filter(receipt::matches)
                .orElseThrow(
                        () -> new UnknownReceiptException(
                                "This receipt opens no answer: it was deleted or has expired already, or the receipt is not whole."));
        return remove(List.of(feedback));
    }

    /** Deletes what has expired, and the pictures and decisions that a crash left behind without their answers. */
    public RemovalCounts purge() throws IOException {
        String now = log.now();
        Set<String> decided = new Reviews(log).all().keySet(); // before the answers: these were there first
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
        Set<String> referenced = referencedPictures(); // renews the index, too
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

    /** The pictures of all answers whose persons agreed. */
    private Set<String> referencedPictures() throws IOException {
        List<Feedback> all = new ArrayList<>(log.all());
        Set<String> referenced = new HashSet<>();
        all.stream()
                .filter(Feedback::consent)
                .forEach(feedback -> referenced.add(feedback.shown().pictureHash()));
        return referenced;
    }
}
