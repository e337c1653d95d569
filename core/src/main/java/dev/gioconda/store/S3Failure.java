package dev.gioconda.store;

import java.io.IOException;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Converts failures of S3 to messages. */
final class S3Failure {

    private static final Pattern DETAILS =
            Pattern.compile("( in the chain | \\((Service|SDK Attempt Count): ).*", Pattern.DOTALL);

    private S3Failure() {}

    /** The exception for the caller, with the reason and a remedy. */
    static IOException of(S3Address store, String operation, SdkException failure) {
        return new IOException(
                "%s could not %s: %s %s".formatted(store, operation, message(failure), advice(store, failure)),
                failure);
    }

    /** The innermost reason, with a full stop and without internal details of the SDK. */
    static String message(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String reason = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
        String plain = DETAILS.matcher(reason).replaceFirst("").strip();
        return plain.endsWith(".") ? plain : plain + ".";
    }

    /** The error code of S3; empty for none. */
    static String code(SdkException failure) {
        if (failure instanceof S3Exception exception && exception.awsErrorDetails() != null) {
            String code = exception.awsErrorDetails().errorCode();
            return code == null ? "" : code;
        }
        return "";
    }

    /** The status of the response, 0 without a response. */
    static int status(SdkException failure) {
        return failure instanceof S3Exception exception ? exception.statusCode() : 0;
    }

    private static String advice(S3Address store, SdkException failure) {
        if (code(failure).equals("NoSuchBucket")) {
            return "Create the bucket \"%s\" or name another one.".formatted(store.bucket());
        }
        return switch (status(failure)) {
            case 0 ->
                "Check AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that the server is reachable, then try again.";
            case 301, 307 -> "Set AWS_REGION to the region of the bucket.";
            case 400 ->
                code(failure).equals("AuthorizationHeaderMalformed")
                        ? "Set AWS_REGION to the region of the bucket."
                        : "The server does not support this request; see its documentation.";
            case 401, 403 ->
                "Check that the credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or AWS_PROFILE) have the permission.";
            default -> "Try again.";
        };
    }
}
