package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {

    @TempDir
    private Path folder;

    private Clients clients;

    @BeforeEach
    void trustTheProxies() throws IOException {
        clients = new Clients(List.of("127.0.0.1", "10.0.0.0/8", "::1", "2001:db8:ffff::/48"), folder);
    }

    @Test
    void header_of_an_untrusted_connection_is_ignored() {
        assertThat(clients.address("198.51.100.7", List.of("203.0.113.9"))).isEqualTo("198.51.100.7");
    }

    @Test
    void last_hop_of_all_header_lines_counts() {
        List<String> forgedThenAppended = List.of("10.8.8.1, 192.0.2.1", "203.0.113.99");
        assertThat(clients.address("127.0.0.1", forgedThenAppended)).isEqualTo("203.0.113.99");
        assertThat(clients.address("127.0.0.1", List.of("192.0.2.1, 203.0.113.99, 10.1.2.3")))
                .as("a chain of trusted proxies is followed")
                .isEqualTo("203.0.113.99");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:50001, 203.0.113.7",
        "203.0.113.7, 203.0.113.7",
        "[2001:db8:1:2:3:4:5:6]:443, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:ffff::9, 2001:db8:1:2:0:0:0:0/64",
        "::ffff:203.0.113.7, 203.0.113.7"
    })
    void port_and_interface_bits_do_not_make_another_client(String hop, String client) {
        assertThat(clients.address("10.255.0.1", List.of(hop))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "_hidden", "999.1.1.1", "localhost", "192.0.2.1, unknown", "de.ad.be.ef"})
    void header_without_an_address_gives_the_proxy(String forwarded) {
        assertThat(clients.address("::1", List.of(forwarded))).isEqualTo("0:0:0:0:0:0:0:0/64");
    }

    @Test
    void connections_are_compared_as_addresses_not_as_text() {
        assertThat(clients.address("[0:0:0:0:0:0:0:1]", List.of("203.0.113.7"))).isEqualTo("203.0.113.7");
        assertThat(clients.address("2001:db8:ffff:1::5", List.of("203.0.113.7")))
                .isEqualTo("203.0.113.7");
        assertThat(clients.address("fe80::1%eth0", List.of())).startsWith("fe80:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/8/8", "::1/129", "example.org"})
    void trusted_proxy_that_is_no_address_is_rejected(String proxy) {
        assertThatThrownBy(() -> new Clients(List.of(proxy), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(proxy)
                .hasMessageContaining("10.0.0.0/8");
    }
}
