package dev.gioconda.store;

import java.net.URI;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The S3 client, configured by the environment as for every AWS tool: {@code AWS_ENDPOINT_URL_S3}, {@code AWS_REGION}, {@code
 * AWS_PROFILE}, {@code AWS_ACCESS_KEY_ID} and so on, and the files in {@code ~/.aws}. The default retries of the SDK are enabled.
 */
final class S3Connection {

    /** {@code true} or {@code false}: whether the bucket's name is part of the path. Default: true for every endpoint except AWS. */
    static final String PATH_STYLE = "GIOCONDA_S3_PATH_STYLE";

    private S3Connection() {}

    static S3Client open() {
        try {
            S3Client client = builder().build();
            Optional<URI> endpointOverride = client.serviceClientConfiguration().endpointOverride();
            String pathStyle = System.getenv(PATH_STYLE);
            if (pathStyle == null ? endpointOverride.isEmpty() : !Boolean.parseBoolean(pathStyle)) {
                return client;
            }
            client.close();
            return builder().forcePathStyle(true).build();
        } catch (SdkClientException unset) {
            throw new IllegalArgumentException(
                    "S3 cannot be used: %s Set AWS_REGION (any name for a server of your own), and AWS_ENDPOINT_URL for a server other than AWS."
                            .formatted(S3Failure.message(unset)),
                    unset);
        }
    }

    /** Whether to retry: a truncated response is not well-formed XML. */
    static boolean isTruncatedResponse(Throwable failure) {
        return failure instanceof SdkClientException && failure.getCause() instanceof XMLStreamException;
    }

    private static S3ClientBuilder builder() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration
                        .addExecutionInterceptor(new S3TruncationCheck())
                        .retryStrategy(retry -> retry.retryOnException(S3Connection::isTruncatedResponse)));
    }
}
