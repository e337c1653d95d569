package dev.gioconda.store;

import java.io.IOException;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 answers instead of doing it, as a sentence. */
final class S3Failure {

    private static final Pattern DETAILS =
            Pattern.compile("( in the chain | \\((Service|SDK Attempt Count): ).*", Pattern.DOTALL);

    private S3Failure() {}

    /** The message for the caller. */
    static IOException of(S3Address store, String operation, SdkException failure) {
        return new IOException(
                "%s could not %s: %s %s".formatted(store, operation, message(failure), advice(store, failure)),
                failure);
    }

    /** The innermost reason, with a full stop and without what only the SDK's makers understand. */
    static String message(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String reason = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
        String plain = DETAILS.matcher(reason).replaceFirst("").strip();
        return plain.endsWith(".") ? plain : plain + ".";
    }

    /** S3's name for an error, or nothing. */
    static String code(SdkException failure) {
        if (failure instanceof S3Exception exception && exception.awsErrorDetails() != null) {
            String code = exception.awsErrorDetails().errorCode();
            return code == null ? "" : code;
        }
        return "";
    }

    /** The answer's status, 0 when none came. */
    static int status(SdkException failure) {
        return failure instanceof S3Exception exception ? exception.statusCode() : 0;
    }

    private static String advice(S3Address store, SdkException failure) {
        if (code(failure).equals("NoSuchBucket")) {
            return "Create the bucket \"%s\" or name another one.".formatted(store.bucket());
        }
        return switch (status(failure)) {
            case 0 ->
                "See that AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are right and the server answers, then try again.";
            case 301, 307 -> "See that AWS_REGION is the bucket's.";
            case 400 ->
                code(failure).equals("AuthorizationHeaderMalformed")
                        ? "See that AWS_REGION is the bucket's."
                        : "The server will not do that; see its documentation.";
            case 401, 403 ->
                "See that the credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or AWS_PROFILE) may do that there.";
            default -> "Try again.";
        };
    }
}
