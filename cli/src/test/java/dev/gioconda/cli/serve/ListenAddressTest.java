package dev.gioconda.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An address that a server cannot listen on is reported in one sentence. */
class ListenAddressTest {

    @Test
    void port_in_use_is_one_sentence(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandResult result = CommandLineFixture.call(
                    "serve",
                    "--port=" + taken.getLocalPort(),
                    "--store",
                    folder.resolve("store").toString());
            assertThat(result.code()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err().strip())
                    .contains("Cannot listen on 127.0.0.1:%d".formatted(taken.getLocalPort()), "--port")
                    .hasLineCount(1);
        }
    }

    @Test
    void unknown_host_is_not_called_a_port_in_use() {
        ListenAddress unknown = new ListenAddress("no-such-host.invalid", 0, "--host", "--port");
        assertThatThrownBy(unknown::open)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "The host \"no-such-host.invalid\" is unknown; expected a name or address of this machine, such as 127.0.0.1 or 0.0.0.0. Change --host.");
    }

    @Test
    void port_out_of_range_is_a_usage_error() {
        assertThatThrownBy(new ListenAddress("127.0.0.1", 99_999, "--host", "--port")::open)
                .isInstanceOf(UsageException.class)
                .hasMessage("--port is 99999; expected 0 to 65535.");
    }

    @Test
    void both_listeners_need_ports_of_their_own() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        ListenAddress people = new ListenAddress("127.0.0.1", free, "--host", "--port");
        ListenAddress operators = new ListenAddress("127.0.0.1", free, "--operator-host", "--operator-port");
        assertThatThrownBy(() -> ListenAddress.requireFree(people, operators)).hasMessageContaining("--operator-port");
    }
}
