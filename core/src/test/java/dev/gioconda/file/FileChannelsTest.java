package dev.gioconda.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChannelsTest {

    @TempDir
    private Path folder;

    @Test
    void buffer_is_read_at_its_position_and_truncation_is_reported() throws IOException {
        try (FileChannel channel = FileChannel.open(
                folder.resolve("digits"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            FileChannels.writeFully(channel, ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}));
            ByteBuffer two = ByteBuffer.allocate(2);

            FileChannels.readFully(channel, two, 3, "digits");

            assertThat(two.array()).containsExactly(3, 4);
            assertThatThrownBy(() -> FileChannels.readFully(channel, ByteBuffer.allocate(2), 4, "digits"))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("digits ends after 5 bytes; it is truncated.");
        }
    }
}
