package dev.gioconda.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a store in S3.
 *
 * @param bucket its name
 * @param prefix of all its keys in the bucket, without a trailing slash; may be empty
 */
record S3Address(String bucket, String prefix) {

    static final String SCHEME = "s3://";

    private static final Pattern ADDRESS = Pattern.compile(SCHEME + "([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*?))?/?");

    /** Parses {@code s3://bucket/prefix}. */
    static S3Address parse(String address) {
        Matcher parts = ADDRESS.matcher(address);
        boolean bare =
                parts.matches() && (parts.group(2) == null || parts.group(2).isEmpty());
        if (!parts.matches() || !(bare || ObjectKeys.isValid(parts.group(2)))) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a store: expected s3://BUCKET or s3://BUCKET/PREFIX with a bucket of lower-case letters, digits, \".\" and \"-\"."
                            .formatted(address));
        }
        return new S3Address(parts.group(1), bare ? "" : parts.group(2));
    }

    /** The key in the bucket of a key in the store. */
    String toBucketKey(String key) {
        return prefix.isEmpty() ? key : prefix + "/" + key;
    }

    /** The key in the store of a key in the bucket. */
    String toStoreKey(String keyInBucket) {
        return keyInBucket.substring(prefix.isEmpty() ? 0 : prefix.length() + 1);
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
