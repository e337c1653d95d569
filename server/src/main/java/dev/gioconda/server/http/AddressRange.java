package dev.gioconda.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291), such as {@code 10.0.0.0/8} or {@code ::1}.
 *
 * @param network the first address; other bits than those of the prefix are ignored
 * @param prefix number of leading bits that an address must share
 */
record AddressRange(InetAddress network, int prefix) {

    private static final String IPV4 = "\\d{1,3}(\\.\\d{1,3}){3}";
    private static final String IPV6 = "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";
    private static final int IPV6_HOST_NETWORK = 64;

    /**
     * Parses an address, or a range.
     *
     * @throws IllegalArgumentException for anything else; host names are not resolved
     */
    static AddressRange parse(String text) {
        String[] parts = text.trim().split("/", -1);
        InetAddress address = address(parts[0]).orElseThrow(() -> invalid(text));
        int bits = address.getAddress().length * 8;
        if (parts.length == 1) {
            return new AddressRange(address, bits);
        }
        if (parts.length > 2 || !parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > bits) {
            throw invalid(text);
        }
        return new AddressRange(address, Integer.parseInt(parts[1]));
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "The trusted proxy is \"%s\"; expected an IP address or a range, such as 10.0.0.7, 10.0.0.0/8 or ::1."
                        .formatted(text));
    }

    /** Parses an IPv4 or IPv6 address, with or without brackets and a port; empty for anything else. */
    static Optional<InetAddress> address(String text) {
        String literal = text.trim().replaceFirst("%[^\\]]*", ""); // the zone of a link-local address
        if (literal.startsWith("[")) {
            literal = literal.substring(1).replaceFirst("\\](:\\d{1,5})?$", "");
        } else if (literal.matches(IPV4 + ":\\d{1,5}")) {
            literal = literal.substring(0, literal.indexOf(':'));
        }
        if (!literal.matches(IPV4) && !literal.matches(IPV6)) {
            return Optional.empty(); // else Java would look the name up
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException invalid) {
            return Optional.empty();
        }
    }

    /** Whether the address is in this range. */
    boolean contains(InetAddress address) {
        byte[] a = network.getAddress();
        byte[] b = address.getAddress();
        if (a.length != b.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (((a[bit / 8] ^ b[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The text that identifies a client: an IPv4 address, or the /64 network of an IPv6 address, of which one client has all. */
    static String clientText(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, IPV6_HOST_NETWORK / 8, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + IPV6_HOST_NETWORK;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible); // 16 bytes are an address
        }
    }
}
