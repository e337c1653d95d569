package dev.gioconda.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Writing to S3. Every write carries a nonce in its object's metadata: when an answer was lost and the next attempt hears that the
 * key is taken (412), the nonce tells whether it was taken by the attempt before.
 */
final class S3Uploads {

    /** The metadata's name of the nonce. */
    static final String NONCE = "gioconda-nonce";

    private static final int ATTEMPTS = 6;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TAKEN = 412;

    private final S3Client client;
    private final S3Address address;
    private final S3Multipart multipart;

    S3Uploads(S3Client client, S3Address address, int part) {
        this.client = client;
        this.address = address;
        this.multipart = new S3Multipart(client, address, part);
    }

    /** Writes an object that must not exist yet; whether this call made it. */
    boolean create(String key, Content content) throws IOException {
        if (multipart.takes(content) && nonce(key).isPresent()) {
            return false; // before it is sent in vain
        }
        String ours = UUID.randomUUID().toString();
        for (int attempt = 1; ; attempt++) {
            try {
                send(key, content, ours, true);
                return true;
            } catch (SdkException failure) {
                int status = S3Failure.status(failure);
                Optional<String> there = status == CONFLICT ? Optional.empty() : nonceAfter(failure, key);
                if (there.equals(Optional.of(ours))) {
                    return true; // an attempt whose answer was lost
                }
                if (status == TAKEN && there.isPresent()) {
                    return false;
                }
                boolean again = status == CONFLICT || status == TAKEN; // two raced, or the other one is deleted by now
                if (!again || attempt == ATTEMPTS) {
                    throw S3Failure.of(address, "create " + key, failure);
                }
                pause(attempt);
            }
        }
    }

    /** Writes an object, in the place of one that may be there. */
    void put(String key, Content content) throws IOException {
        String ours = UUID.randomUUID().toString();
        try {
            send(key, content, ours, false);
        } catch (SdkException failure) {
            if (!nonceAfter(failure, key).equals(Optional.of(ours))) {
                throw S3Failure.of(address, "write " + key, failure);
            }
        }
    }

    /** The nonce of the object that is there, empty text for one that has none; nothing when there is no object. */
    Optional<String> nonce(String key) throws IOException {
        try {
            return head(key);
        } catch (SdkException failure) {
            throw S3Failure.of(address, "look for " + key, failure);
        }
    }

    private Optional<String> head(String key) {
        try {
            return Optional.of(
                    client.headObject(ask -> ask.bucket(address.bucket()).key(address.inBucket(Keys.check(key))))
                            .metadata()
                            .getOrDefault(NONCE, ""));
        } catch (SdkException failure) {
            if (S3Failure.status(failure) == NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** As {@link #nonce}; when nothing can be learnt, the failure before it is the one to tell. */
    private Optional<String> nonceAfter(SdkException failure, String key) throws IOException {
        try {
            return head(key);
        } catch (SdkException another) {
            failure.addSuppressed(another);
            throw S3Failure.of(address, "write " + key, failure);
        }
    }

    private void send(String key, Content content, String nonce, boolean onlyNew) throws IOException {
        if (multipart.takes(content)) {
            multipart.send(key, content, nonce, onlyNew);
            return;
        }
        byte[] bytes;
        try (InputStream in = ExactStream.open(content)) {
            bytes = in.readAllBytes(); // before anything is sent, so that a source that breaks breaks nothing else
        }
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(address.bucket())
                .key(address.inBucket(key))
                .metadata(Map.of(NONCE, nonce));
        if (onlyNew) {
            request.ifNoneMatch("*");
        }
        client.putObject(request.build(), RequestBody.fromBytes(bytes));
    }

    private static void pause(int attempt) throws InterruptedIOException {
        try {
            Thread.sleep(20L << attempt);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting to write again.");
        }
    }
}
