package dev.gioconda.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store in a bucket of S3, or of an S3-compatible server that supports {@code If-None-Match: *} on writes. Requests without a
 * response are retried; the result of {@link #create} is correct even then. A duplicate of a {@link #put} that the network delivers
 * late can overwrite a newer object. Thread-safe.
 */
public final class S3Store implements ObjectStore {

    private static final int NOT_FOUND = 404;
    private static final int NOT_SATISFIABLE = 416;
    private static final int ATTEMPTS = 5;

    private final S3Client client;
    private final S3Address address;
    private final S3Uploads uploads;

    /**
     * A store at an address.
     *
     * @param partSize larger objects are uploaded in parts of this size, in bytes
     */
    S3Store(S3Client client, S3Address address, int partSize) {
        this.client = client;
        this.address = address;
        this.uploads = new S3Uploads(client, address, partSize);
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        return read(key, request(key).build());
    }

    @Override
    public Optional<byte[]> get(String key, long from, int length) throws IOException {
        ReadLimits.check(from, length);
        if (length == 0) {
            return uploads.nonce(key).map(nonce -> new byte[0]);
        }
        String range = "bytes=%d-%d".formatted(from, Math.min(from, Long.MAX_VALUE - length) + length - 1);
        return read(key, request(key).range(range).build());
    }

    @Override
    public boolean create(String key, ObjectContent content) throws IOException {
        return uploads.create(ObjectKeys.check(key), content);
    }

    @Override
    public void put(String key, ObjectContent content) throws IOException {
        uploads.put(ObjectKeys.check(key), content);
    }

    @Override
    public List<ObjectSummary> list(String prefix) throws IOException {
        ObjectKeys.checkPrefix(prefix);
        List<ObjectSummary> found = new ArrayList<>();
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(address.bucket()).prefix(address.toBucketKey(prefix)))
                    .contents()) {
                String key = address.toStoreKey(object.key());
                if (ObjectKeys.isValid(key)) {
                    found.add(new ObjectSummary(key, object.size()));
                }
            }
        } catch (SdkException failure) {
            throw S3Failure.of(address, "list \"" + prefix + "\"", failure);
        }
        found.sort(Comparator.comparing(ObjectSummary::key));
        return found;
    }

    @Override
    public boolean delete(String key) throws IOException {
        if (uploads.nonce(key).isEmpty()) {
            return false;
        }
        try {
            client.deleteObject(request -> request.bucket(address.bucket()).key(address.toBucketKey(key)));
            return true;
        } catch (SdkException failure) {
            throw S3Failure.of(address, "delete " + key, failure);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** The address. */
    @Override
    public String toString() {
        return address.toString();
    }

    private GetObjectRequest.Builder request(String key) {
        return GetObjectRequest.builder().bucket(address.bucket()).key(address.toBucketKey(ObjectKeys.check(key)));
    }

    private Optional<byte[]> read(String key, GetObjectRequest request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Optional.of(client.getObject(request, S3Store::read));
            } catch (SdkException failure) {
                boolean truncated = S3Failure.status(failure) == NOT_FOUND
                        && S3Failure.code(failure).isEmpty();
                if (!truncated || attempt == ATTEMPTS) {
                    return withoutContent(key, failure);
                }
            }
        }
    }

    /** The result of a failure that states that there is nothing to read. */
    private Optional<byte[]> withoutContent(String key, SdkException failure) throws IOException {
        if (S3Failure.code(failure).equals("NoSuchKey")) {
            return Optional.empty();
        }
        if (S3Failure.status(failure) == NOT_SATISFIABLE) {
            return Optional.of(new byte[0]); // the range starts beyond the end
        }
        if (failure.getCause() instanceof ReadLimits.ObjectTooLargeException refused) {
            throw refused;
        }
        throw S3Failure.of(address, "read " + key, failure);
    }

    /** Reads a complete response; a truncated one is retried. */
    private static byte[] read(GetObjectResponse response, AbortableInputStream stream) throws IOException {
        Long length = response.contentLength();
        if (length == null) {
            throw RetryableException.create("the header of the response was truncated");
        }
        boolean complete = response.contentRange() == null;
        int size = complete ? ReadLimits.check("The object", length) : (int) (long) length;
        byte[] bytes;
        try (InputStream in = stream) {
            bytes = in.readNBytes(size);
        } catch (IOException broken) {
            throw RetryableException.create("the response was truncated", broken);
        }
        if (bytes.length < size) {
            throw RetryableException.create(
                    "the response was truncated after %d of %d bytes".formatted(bytes.length, size));
        }
        return bytes;
    }
}
