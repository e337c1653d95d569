package dev.gioconda.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** Uploads large objects in parts, so that a lost connection costs one part. The object appears when the last request succeeds. */
final class S3Multipart {

    /** The default size of a part, in bytes. */
    static final int DEFAULT_PART_BYTES = 16 << 20;

    /** Older incomplete uploads are left over from a killed process and aborted. */
    static final Duration STALE_AFTER = Duration.ofDays(7);

    private static final int MAX_PARTS = 10_000;
    private static final int ATTEMPTS = 4;

    private final S3Client client;
    private final S3Address address;
    private final int partSize;
    private final AtomicBoolean swept = new AtomicBoolean();

    S3Multipart(S3Client client, S3Address address, int partSize) {
        this.client = client;
        this.address = address;
        this.partSize = partSize;
    }

    /** Whether the content is larger than one part. */
    boolean needsParts(ObjectContent content) {
        return content.size() > partSize;
    }

    /** Uploads an object. */
    void send(String key, ObjectContent content, String nonce, boolean onlyIfAbsent) throws IOException {
        if (!swept.getAndSet(true)) {
            abortStale(Instant.now().minus(STALE_AFTER));
        }
        String upload = client.createMultipartUpload(CreateMultipartUploadRequest.builder()
                        .bucket(address.bucket())
                        .key(address.toBucketKey(key))
                        .metadata(Map.of(S3Uploads.NONCE, nonce))
                        .build())
                .uploadId();
        boolean complete = false;
        try {
            List<CompletedPart> parts = sendParts(key, content, upload);
            client.completeMultipartUpload(request -> {
                request.bucket(address.bucket()).key(address.toBucketKey(key)).uploadId(upload);
                request.multipartUpload(multipart -> multipart.parts(parts));
                if (onlyIfAbsent) {
                    request.ifNoneMatch("*");
                }
            });
            complete = true;
        } finally {
            if (!complete) {
                abort(address.toBucketKey(key), upload);
            }
        }
    }

    private List<CompletedPart> sendParts(String key, ObjectContent content, String upload) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        int size = Math.toIntExact(Math.max(partSize, content.size() / MAX_PARTS + 1));
        try (InputStream in = SizeCheckedStream.open(content)) {
            for (byte[] bytes = in.readNBytes(size); bytes.length > 0; bytes = in.readNBytes(size)) {
                int number = parts.size() + 1;
                parts.add(CompletedPart.builder()
                        .partNumber(number)
                        .eTag(sendPart(address.toBucketKey(key), upload, number, bytes))
                        .build());
            }
        }
        return parts;
    }

    /** Uploads a part and returns its ETag; retried if the ETag is missing or truncated in the response. */
    private String sendPart(String keyInBucket, String upload, int number, byte[] bytes) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String etag = client.uploadPart(
                            request -> request.bucket(address.bucket())
                                    .key(keyInBucket)
                                    .uploadId(upload)
                                    .partNumber(number),
                            RequestBody.fromBytes(bytes))
                    .eTag();
            if (etag != null && etag.startsWith("\"") == etag.endsWith("\"")) {
                return etag;
            }
        }
        throw new IOException("%s accepted part %d of %s without returning its ETag. Try again."
                .formatted(address, number, address.toStoreKey(keyInBucket)));
    }

    /** Aborts incomplete uploads of killed processes, which are billed and not listed. */
    private void abortStale(Instant before) {
        try {
            client
                    .listMultipartUploadsPaginator(
                            request -> request.bucket(address.bucket()).prefix(address.prefix()))
                    .uploads()
                    .stream()
                    .filter(upload ->
                            upload.initiated() != null && upload.initiated().isBefore(before))
                    .forEach(upload -> abort(upload.key(), upload.uploadId()));
        } catch (SdkException forbidden) {
            return; // permission to write does not include permission to list and abort
        }
    }

    private void abort(String keyInBucket, String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(address.bucket()).key(keyInBucket).uploadId(upload));
        } catch (SdkException gone) {
            return; // already complete, or aborted later as stale
        }
    }
}
