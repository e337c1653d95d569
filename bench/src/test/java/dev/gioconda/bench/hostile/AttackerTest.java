package dev.gioconda.bench.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration") // takes more than two seconds
class AttackerTest {

    private final AttackLog log = new AttackLog();

    @Test
    void write_to_a_server_that_does_not_read_ends_with_the_run() throws Exception {
        run(new NamedAttack("write", run -> {
            RawConnection connection = run.connect();
            while (true) {
                connection.send(new byte[1 << 20]);
            }
        }));
        assertThat(log.running()).isEmpty();
        assertThat(log.table()).endsWith("| write | 1 |  |\n");
    }

    @Test
    void attacks_are_repeated_until_the_end() throws Exception {
        run(new NamedAttack("short", run -> run.pause(1)));
        assertThat(log.table())
                .doesNotContain("| short | 0 |")
                .doesNotContain("| short | 1 |")
                .contains("| short |");
    }

    @Test
    void attack_that_the_server_ends_is_counted() throws Exception {
        run(new NamedAttack("closed", run -> {
            throw new IOException("reset");
        }));
        assertThat(log.table()).containsPattern("none: \\d");
    }

    private void run(NamedAttack attack) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            InetSocketAddress address = new InetSocketAddress(loopback, server.getLocalPort());
            Attacker attacker = new Attacker(
                    new Target(address, address, new KnownJobs()),
                    InetAddress.getByName("127.0.0.11"),
                    new SplittableRandom(1),
                    List.of(attack),
                    System.nanoTime() + Duration.ofSeconds(2).toNanos(),
                    log);
            assertTimeoutPreemptively(Duration.ofSeconds(20), attacker::run);
        }
    }
}
