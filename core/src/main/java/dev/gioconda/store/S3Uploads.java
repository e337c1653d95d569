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
 * Writes to S3. Every write stores a nonce in the metadata of its object: if a response was lost and the retry fails because the
 * object exists (412), the nonce shows whether the earlier attempt created it.
 */
final class S3Uploads {

    /** The name of the nonce in the metadata. */
    static final String NONCE = "gioconda-nonce";

    private static final int ATTEMPTS = 6;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final S3Address address;
    private final S3Multipart multipart;

    S3Uploads(S3Client client, S3Address address, int partSize) {
        this.client = client;
        this.address = address;
        this.multipart = new S3Multipart(client, address, partSize);
    }

    /** Writes an object that must not exist; returns whether this call created it. */
    boolean create(String key, ObjectContent content) throws IOException {
        if (multipart.needsParts(content) && nonce(key).isPresent()) {
            return false; // avoids the upload
        }
        String ownNonce = UUID.randomUUID().toString();
        for (int attempt = 1; ; attempt++) {
            try {
                send(key, content, ownNonce, true);
                return true;
            } catch (SdkException failure) {
                int status = S3Failure.status(failure);
                Optional<String> storedNonce = status == CONFLICT ? Optional.empty() : nonceAfter(failure, key);
                if (storedNonce.equals(Optional.of(ownNonce))) {
                    return true; // an earlier attempt succeeded and its response was lost
                }
                if (status == PRECONDITION_FAILED && storedNonce.isPresent()) {
                    return false;
                }
                boolean retry = status == CONFLICT
                        || status == PRECONDITION_FAILED; // a concurrent write, or the other object was deleted in the
                // meantime
                if (!retry || attempt == ATTEMPTS) {
                    throw S3Failure.of(address, "create " + key, failure);
                }
                backOff(attempt);
            }
        }
    }

    /** Writes an object and replaces an existing one. */
    void put(String key, ObjectContent content) throws IOException {
        String ownNonce = UUID.randomUUID().toString();
        try {
            send(key, content, ownNonce, false);
        } catch (SdkException failure) {
            if (!nonceAfter(failure, key).equals(Optional.of(ownNonce))) {
                throw S3Failure.of(address, "write " + key, failure);
            }
        }
    }

    /** The nonce of an object, an empty text for an object without one; empty if the object does not exist. */
    Optional<String> nonce(String key) throws IOException {
        try {
            return head(key);
        } catch (SdkException failure) {
            throw S3Failure.of(address, "look for " + key, failure);
        }
    }

    private Optional<String> head(String key) {
        try {
            return Optional.of(client.headObject(
                            request -> request.bucket(address.bucket()).key(address.toBucketKey(ObjectKeys.check(key))))
                    .metadata()
                    .getOrDefault(NONCE, ""));
        } catch (SdkException failure) {
            if (S3Failure.status(failure) == NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Like {@link #nonce}, but reports the earlier failure if this request fails as well. */
    private Optional<String> nonceAfter(SdkException failure, String key) throws IOException {
        try {
            return head(key);
        } catch (SdkException second) {
            failure.addSuppressed(second);
            throw S3Failure.of(address, "write " + key, failure);
        }
    }

    private void send(String key, ObjectContent content, String nonce, boolean onlyIfAbsent) throws IOException {
        if (multipart.needsParts(content)) {
            multipart.send(key, content, nonce, onlyIfAbsent);
            return;
        }
        byte[] bytes;
        try (InputStream in = SizeCheckedStream.open(content)) {
            bytes = in.readAllBytes(); // before the request, so that a failure of the source has no other effect
        }
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(address.bucket())
                .key(address.toBucketKey(key))
                .metadata(Map.of(NONCE, nonce));
        if (onlyIfAbsent) {
            request.ifNoneMatch("*");
        }
        client.putObject(request.build(), RequestBody.fromBytes(bytes));
    }

    private static void backOff(int attempt) throws InterruptedIOException {
        try {
            Thread.sleep(20L << attempt);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting to write again.");
        }
    }
}
