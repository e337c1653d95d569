package dev.gioconda.server.http;

import dev.gioconda.file.Hashes;
import dev.gioconda.store.Tokens;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Determines the address and the pseudonyms of the client of a request. {@code X-Forwarded-For} is read only if a trusted proxy sent it,
 * from its end to its beginning, because a client can forge the beginning.
 */
public final class Clients {

    /** The file in the work folder that stores the key of the owners' pseudonyms. */
    private static final String KEY_FILE = "owners.key";

    private final List<String> trustedProxies;
    private final String key;
    private String salt = "";
    private LocalDate day = LocalDate.EPOCH;

    /**
     * The clients of one server.
     *
     * @param workFolder stores the key of the pseudonyms, so that they do not change with a restart
     */
    public Clients(List<String> trustedProxies, Path workFolder) throws IOException {
        this.trustedProxies = List.copyOf(trustedProxies);
        Path file = workFolder.resolve(KEY_FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, Tokens.hex(32));
        }
        this.key = Files.readString(file);
    }

    /** The pseudonym of a client that creates style jobs. */
    public String ownerPseudonym(Context context) {
        return Hashes.sha256((key + address(context)).getBytes(StandardCharsets.UTF_8))
                .substring(0, 32);
    }

    /** The client's address: of the connection, or from {@code X-Forwarded-For} of a trusted proxy. */
    public String address(Context context) {
        String address = context.req().getRemoteAddr();
        String forwarded = context.header("X-Forwarded-For");
        if (forwarded == null || !trustedProxies.contains(address)) {
            return address;
        }
        List<String> hops = List.of(forwarded.split(",", -1));
        for (int i = hops.size() - 1; i >= 0; i--) {
            String hop = hops.get(i).trim();
            if (!trustedProxies.contains(hop)) {
                return hop.matches("[0-9a-fA-F.:]{2,45}") ? hop : address;
            }
        }
        return address;
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
