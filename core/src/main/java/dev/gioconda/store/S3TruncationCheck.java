package dev.gioconda.store;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Retries requests of which the response ended within its header. The HTTP client takes the end of the connection for the end of the
 * header and the SDK takes an empty body for an empty result, so that a listing would have no objects. Each check is on a field that S3
 * always sends.
 */
final class S3TruncationCheck implements ExecutionInterceptor {

    @Override
    public void afterUnmarshalling(Context.AfterUnmarshalling context, ExecutionAttributes attributes) {
        if (isTruncated(context.response())) {
            throw RetryableException.create("the header of the response was truncated");
        }
    }

    private static boolean isTruncated(SdkResponse response) {
        if (response instanceof ListObjectsV2Response list) {
            return list.isTruncated() == null;
        }
        if (response instanceof HeadObjectResponse head) {
            return head.contentLength() == null;
        }
        if (response instanceof CreateMultipartUploadResponse started) {
            return started.uploadId() == null;
        }
        if (response instanceof UploadPartResponse part) {
            return part.eTag() == null;
        }
        return response instanceof CompleteMultipartUploadResponse completed && completed.eTag() == null;
    }
}
