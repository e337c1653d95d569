package dev.gioconda.feedback;

import dev.gioconda.image.PerceptualHash;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The feedback of clients: immutable objects {@code feedback/<yyyy>/<mm>/<dd>/<id>.json}. When {@link #add} has returned, the record is
 * stored, and with consent its image as well.
 *
 * @param store that holds records and images
 * @param clock for the times of records and their expiry
 */
public record FeedbackLog(ObjectStore store, Clock clock) {

    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int RECEIPT_BYTES = 16;
    private static final int ID_BYTES = 8;

    /**
     * Stores a feedback record.
     *
     * @param file the image as received
     * @return the receipt that deletes the record
     * @throws dev.gioconda.image.codec.RefusedPictureException if the image is rejected
     */
    public Receipt add(byte[] file, Submission submission) throws IOException {
        return add(new SafeImageDecoder().decode(file), submission);
    }

    /** Stores a feedback record with an image that is already decoded. */
    public Receipt add(Picture pixels, Submission submission) throws IOException {
        FeedbackPictures.EncodedPicture picture = FeedbackPictures.EncodedPicture.of(pixels);
        FeedbackPictures pictures = new FeedbackPictures(store);
        if (submission.consent()) {
            pictures.put(picture.hash(), picture.png());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ShownImage shown = new ShownImage(
                picture.hash(),
                PerceptualHash.of(picture.pixels()).toString(),
                submission.framing(),
                submission.subject());
        String client = new Pseudonyms(store).of(submission.client());
        Receipt receipt;
        do {
            receipt = new Receipt(ID_TIME.format(now) + "-" + Tokens.hex(ID_BYTES), Tokens.hex(RECEIPT_BYTES));
        } while (!create(new Feedback(
                Feedback.FORMAT,
                receipt.id(),
                now.toString(),
                shown,
                submission.response(),
                submission.consent(),
                now.plus(submission.retention()).toString(),
                client,
                receipt.hash())));
        if (submission.consent() && !pictures.contains(picture.hash())) {
            pictures.put(
                    picture.hash(), picture.png()); // deleted with another record in the meantime, see FeedbackRemoval
        }
        return receipt;
    }

    /** All records that have not expired, oldest first. Damaged ones are passed over and logged once. */
    public List<Feedback> all() throws IOException {
        String now = now();
        return index().read().values().stream()
                .filter(feedback -> !feedback.expired(now))
                .toList();
    }

    /**
     * A record; empty if it was deleted or has expired.
     *
     * @throws DamagedRecordException if it cannot be parsed
     */
    public Optional<Feedback> find(String id) throws IOException {
        String now = now();
        return read(id).filter(feedback -> !feedback.expired(now));
    }

    /** A record, expired or not; empty if it was deleted. */
    Optional<Feedback> read(String id) throws IOException {
        Optional<byte[]> object = store.get(Feedback.key(id));
        try {
            return object.isEmpty() ? Optional.empty() : Optional.of(new FeedbackCodec().parse(object.get()));
        } catch (IOException | RuntimeException damaged) { // whatever its bytes are
            throw new DamagedRecordException(Feedback.key(id), damaged);
        }
    }

    /** The current time in the format of the records. */
    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    ObjectIndex<Feedback> index() {
        return new ObjectIndex<>(store, Feedback.PREFIX, "index/feedback/", new FeedbackCodec());
    }

    private boolean create(Feedback feedback) throws IOException {
        return store.create(feedback.key(), ObjectContent.of(new FeedbackCodec().format(feedback)));
    }
}
