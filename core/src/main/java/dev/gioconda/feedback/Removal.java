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
public record Removal(FeedbackLog log) {

    /** Pictures dropped between two looks at the answers; all of them are in memory. */
    private static final int AT_ONCE = 32;

    /**
     * What went.
     *
     * @param answers records
     * @param pictures files
     */
    public record Removed(int answers, int pictures) {}

    /**
     * Deletes the answer that the receipt was given for.
     *
     * @throws UnknownReceiptException when there is none, or it is another's receipt
     */
    public Removed delete(Receipt receipt) throws IOException {
        Optional<Feedback> found = log.store().get(Feedback.key(receipt.id())).isEmpty()
                ? Optional.empty()
                : Optional.of(new FeedbackCodec()
                        .parse(log.store().get(Feedback.key(receipt.id())).orElseThrow()));
        Feedback feedback = found.filter(receipt::opens)
                .orElseThrow(
                        () -> new UnknownReceiptException(
                                "This receipt opens no answer: it was deleted or has expired already, or the receipt is not whole."));
        return remove(List.of(feedback));
    }

    /** Deletes what has expired, and the pictures and decisions that a crash left behind without their answers. */
    public Removed purge() throws IOException {
        String now = log.now();
        Set<String> decided = new Reviews(log).all().keySet(); // before the answers: these were there first
        List<Feedback> answers = List.copyOf(log.index().read().values());
        Removed removed =
                remove(answers.stream().filter(answer -> answer.expired(now)).toList());
        Set<String> ids = new HashSet<>(answers.stream().map(Feedback::id).toList());
        for (String id : decided) {
            if (!ids.contains(id)) {
                new Reviews(log).forget(id);
            }
        }
        Set<String> needed = needed();
        List<String> orphans = new KeptPictures(log.store())
                .hashes().stream().filter(hash -> !needed.contains(hash)).toList();
        return new Removed(removed.answers(), removed.pictures() + drop(orphans));
    }

    private Removed remove(List<Feedback> answers) throws IOException {
        Set<String> keys = new HashSet<>();
        Set<String> pictures = new HashSet<>();
        for (Feedback feedback : answers) {
            log.store().delete(feedback.key());
            new Reviews(log).forget(feedback.id());
            keys.add(feedback.key());
            pictures.add(feedback.shown().picture());
        }
        if (keys.isEmpty()) {
            return new Removed(0, 0);
        }
        log.index().forget(keys);
        Set<String> needed = needed(); // renews the index, too
        new Reviews(log).index().read();
        return new Removed(
                keys.size(),
                drop(pictures.stream().filter(hash -> !needed.contains(hash)).toList()));
    }

    private int drop(List<String> hashes) throws IOException {
        KeptPictures pictures = new KeptPictures(log.store());
        int dropped = 0;
        for (int from = 0; from < hashes.size(); from += AT_ONCE) {
            Map<String, byte[]> held = new LinkedHashMap<>();
            for (String hash : hashes.subList(from, Math.min(from + AT_ONCE, hashes.size()))) {
                Optional<byte[]> png = log.store().get(KeptPictures.key(hash));
                if (png.isPresent()) {
                    held.put(hash, png.get());
                    pictures.drop(hash);
                }
            }
            Set<String> needed = held.isEmpty() ? Set.of() : needed();
            for (Map.Entry<String, byte[]> picture : held.entrySet()) {
                if (needed.contains(picture.getKey())) {
                    pictures.keep(picture.getKey(), picture.getValue());
                } else {
                    dropped++;
                }
            }
        }
        return dropped;
    }

    /** The pictures of all answers whose persons agreed. */
    private Set<String> needed() throws IOException {
        List<Feedback> all = new ArrayList<>(log.all());
        Set<String> needed = new HashSet<>();
        all.stream()
                .filter(Feedback::consent)
                .forEach(feedback -> needed.add(feedback.shown().picture()));
        return needed;
    }
}
