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
 * Who said something, without saying who: the first 64 bits of HMAC-SHA256 of what tells clients apart, under a key that the
 * store drew for itself. One client is counted as one; without the store nobody can try out whose pseudonym it is.
 *
 * @param store where the key lies
 */
record Pseudonyms(ObjectStore store) {

    private static final String KEY = "clients/key";
    private static final int BYTES = 16;

    /** The pseudonym, sixteen hexadecimal digits. */
    String of(String client) throws IOException {
        if (store.get(KEY).isEmpty()) {
            store.create(KEY, ObjectContent.of(Tokens.hex(BYTES))); // of two at once, both take the one that was first
        }
        byte[] secret = store.get(KEY).orElseThrow(() -> new IOException("The store lost " + KEY + " at once."));
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
