package dev.gioconda.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoresTest {

    @TempDir
    private Path folder;

    @Test
    void folder_is_a_store_and_a_file_is_not() throws IOException {
        try (ObjectStore store = Stores.open(folder.resolve("store").toString())) {
            store.put("x", ObjectContent.of("x"));
            assertThat(store)
                    .isInstanceOf(FolderStore.class)
                    .hasToString(folder.resolve("store").toString());
        }
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Stores.open(file.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a file; a store is a folder or s3://BUCKET/PREFIX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "http://x/y", "gs://bucket/x", "file:///tmp/x", "a\0b"})
    void unsupported_address_is_rejected(String address) {
        assertThatThrownBy(() -> Stores.open(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a store: expected a folder, such as ./store, or s3://BUCKET/PREFIX");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3://", "s3:///x", "s3://A/x", "s3://bucket/../x", "s3://bucket//x", "s3://b/x", "s3://bucket/ä"
            })
    void invalid_s3_address_is_rejected(String address) {
        assertThatThrownBy(() -> Stores.open(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected s3://BUCKET or s3://BUCKET/PREFIX");
    }

    @Test
    void s3_address_is_parsed_into_bucket_and_prefix() {
        assertThat(S3Address.parse("s3://my.bucket-1")).isEqualTo(new S3Address("my.bucket-1", ""));
        assertThat(S3Address.parse("s3://my.bucket-1/")).isEqualTo(new S3Address("my.bucket-1", ""));
        S3Address address = S3Address.parse("s3://bucket/a/b/");
        assertThat(address).isEqualTo(new S3Address("bucket", "a/b")).hasToString("s3://bucket/a/b");
        assertThat(address.toStoreKey(address.toBucketKey("x/y"))).isEqualTo("x/y");
    }
}
