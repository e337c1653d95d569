package dev.gioconda.server.http;

import dev.gioconda.file.Hashes;
import dev.gioconda.file.PrivateFiles;
import dev.gioconda.store.Tokens;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.server.Request;

/**
 * Determines the address and the pseudonyms of the client of a request. {@code X-Forwarded-For} is read only if a trusted proxy sent it,
 * from its end to its beginning, because a client can forge the beginning.
 */
public final class Clients {

    private static final String HMAC = "HmacSHA256";

    /** The file in the work folder that stores the key of the owners' pseudonyms and of the owner keys. */
    private static final String KEY_FILE = "owners.key";

    private final List<AddressRange> trustedProxies;
    private final String key;
    private String salt = "";
    private LocalDate day = LocalDate.EPOCH;

    /**
     * The clients of one server.
     *
     * @param trustedProxies addresses, or ranges in CIDR notation
     * @param workFolder stores the key of the pseudonyms and derived secrets, so that they do not change with a restart
     * @throws IllegalArgumentException if a trusted proxy is not an address or a range
     */
    public Clients(List<String> trustedProxies, Path workFolder) throws IOException {
        this.trustedProxies = trustedProxies.stream().map(AddressRange::parse).toList();
        Path file = workFolder.resolve(KEY_FILE);
        if (!Files.exists(file)) {
            PrivateFiles.write(file, Tokens.hex(32).getBytes(StandardCharsets.UTF_8));
        }
        this.key = Files.readString(file);
    }

    /** The pseudonym of a client that creates style jobs. */
    public String ownerPseudonym(Context context) {
        return Hashes.sha256((key + address(context)).getBytes(StandardCharsets.UTF_8))
                .substring(0, 32);
    }

    /**
     * A secret for a purpose, which only this server can derive and which a restart does not change: the HMAC-SHA-256 of the text, 64
     * hexadecimal digits.
     */
    public String derivedSecret(String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            return Hashes.hex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has %s.".formatted(HMAC), impossible);
        }
    }

    /**
     * The client's address: of the connection, or the last hop of {@code X-Forwarded-For} that no trusted proxy has. All lines of the header
     * are one list (RFC 9110, section 5.3), and proxies append. IPv6 addresses are reduced to their /64 network.
     */
    public String address(Context context) {
        return address(
                context.req().getRemoteAddr(), Collections.list(context.req().getHeaders("X-Forwarded-For")));
    }

    /** The same for a request that Jetty has not passed to the application yet. */
    String address(Request request) {
        return address(Request.getRemoteAddr(request), request.getHeaders().getValuesList("X-Forwarded-For"));
    }

    String address(String connection, List<String> forwardedLines) {
        InetAddress address = AddressRange.address(connection).orElseThrow();
        if (!trusted(address)) {
            return AddressRange.clientText(address);
        }
        List<String> hops = List.of(String.join(",", forwardedLines).split(",", -1));
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = AddressRange.address(hops.get(i));
            if (hop.isEmpty()) {
                break; // what stands before it was not written by a trusted proxy
            }
            address = hop.get();
            if (!trusted(address)) {
                break;
            }
        }
        return AddressRange.clientText(address);
    }

    /** Whether the client used TLS, to this server or to a trusted proxy that reports it in {@code X-Forwarded-Proto}. */
    public boolean secure(Context context) {
        return context.req().isSecure()
                || forwarded(context, "X-Forwarded-Proto")
                        .filter("https"::equalsIgnoreCase)
                        .isPresent();
    }

    /** The host that the client addressed, with its port: {@code X-Forwarded-Host} of a trusted proxy, else {@code Host}. */
    public String host(Context context) {
        return forwarded(context, "X-Forwarded-Host").orElseGet(() -> String.valueOf(context.host()));
    }

    /** The value that the nearest proxy added to a header; empty if it is not trusted, or sent none. */
    Optional<String> forwarded(Context context, String header) {
        if (AddressRange.address(context.req().getRemoteAddr())
                .filter(this::trusted)
                .isEmpty()) {
            return Optional.empty();
        }
        String values = String.join(",", Collections.list(context.req().getHeaders(header)));
        return Optional.of(values.substring(values.lastIndexOf(',') + 1).trim()).filter(value -> !value.isEmpty());
    }

    private boolean trusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    /** A pseudonym that changes every day (UTC), for limits and logs. */
    public String dailyPseudonym(Context context) {
        return Hashes.sha256((salt() + address(context)).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    private synchronized String salt() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            salt = Tokens.hex(16);
        }
        return salt;
    }
}
