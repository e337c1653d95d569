package dev.gioconda.store;

import java.io.Closeable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server, S3Proxy on a folder, on a free port of the loopback. It checks signatures. */
public final class S3ServerFixture implements Closeable {

    static final String BUCKET = "gallery";

    /** Larger objects go in parts: the smallest size that S3 takes, in bytes. */
    static final int PART = 5 << 20;

    private static final String USER = "mona";
    private static final String SECRET = "a secret of hers";

    private final S3Proxy server;
    private final S3Client client;

    private S3ServerFixture(S3Proxy server) {
        this.server = server;
        this.client = client(server.getPort(), SECRET);
    }

    /** Starts with an empty bucket. */
    public static S3ServerFixture start(Path folder) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", folder.toString());
        settings.setProperty("jclouds.identity", USER);
        settings.setProperty("jclouds.credential", SECRET);
        Files.createDirectories(folder);
        S3Proxy server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", settings))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, USER, SECRET)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        S3ServerFixture started = new S3ServerFixture(server);
        started.client.createBucket(ask -> ask.bucket(BUCKET));
        return started;
    }

    public int port() {
        return server.getPort();
    }

    /** What a user would set, as system properties instead of variables of the environment. */
    public Map<String, String> settings() {
        return Map.of(
                "aws.endpointUrlS3",
                "http://localhost:" + port(), // no address, so that the path style is asked for
                "aws.region",
                "us-east-1",
                "aws.accessKeyId",
                USER,
                "aws.secretAccessKey",
                SECRET);
    }

    /** A store in the bucket, over a client that all stores share. */
    public ObjectStore store(String prefix) {
        return new S3Store(client, new S3Address(BUCKET, prefix), PART);
    }

    /** A store in the bucket, reached over a wire. */
    public ObjectStore store(FaultyProxy proxy, String prefix) {
        return new S3Store(client(proxy.port(), SECRET), new S3Address(BUCKET, prefix), PART);
    }

    /** As a user who has the secret wrong. */
    ObjectStore storeWithWrongSecret() {
        return new S3Store(client(server.getPort(), "another secret"), new S3Address(BUCKET, "x"), PART);
    }

    /** A client that tries again, sooner than it would on a real network. */
    private static S3Client client(int port, String secret) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)))
                .overrideConfiguration(all -> all.addExecutionInterceptor(new S3TruncationCheck())
                        .retryStrategy(StandardRetryStrategy.builder()
                                .maxAttempts(4)
                                .retryOnException(S3Connection::isTruncatedResponse)
                                .backoffStrategy(BackoffStrategy.fixedDelay(Duration.ofMillis(5)))
                                .circuitBreakerEnabled(false)
                                .build()))
                .build();
    }

    S3Client client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
