package dev.gioconda.feedback;

import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonyms of clients: the first 64 bits of HMAC-SHA256 of the client's identifier, with a random key of the store. Records of one
 * client have one pseudonym, which cannot be traced to an identifier without the key.
 *
 * @param store that holds the key
 */
record Pseudonyms(ObjectStore store) {

    private static final String KEY = "clients/key";
    private static final int BYTES = 16;

    /** The pseudonym, 16 hexadecimal digits. */
    String of(String client) throws IOException {
        if (store.get(KEY).isEmpty()) {
            store.create(KEY, ObjectContent.of(Tokens.hex(BYTES))); // concurrent writers both use the first key
        }
        byte[] secret = store.get(KEY)
                .orElseThrow(() -> new IOException(KEY + " was deleted right after it was written. Try again."));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] code = mac.doFinal(client.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(code, BYTES / 2));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256.", impossible);
        }
    }
}
