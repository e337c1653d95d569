package dev.gioconda.recognition.gallery;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.Hashes;
import dev.gioconda.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key of a gallery: 256 bits for AES, in a file of 64 hexadecimal digits that only its owner can read. */
public final class GalleryKey {

    private static final String CIPHER = "AES";
    private static final int BITS = 256;
    private static final int MAX_FILE_BYTES = 256;

    private final byte[] key;

    private GalleryKey(byte[] key) {
        this.key = key.clone();
    }

    /**
     * Reads a key.
     *
     * @throws IOException if the file cannot be read or holds something else
     */
    public static GalleryKey read(Path file) throws IOException {
        String text = Files.size(file) > MAX_FILE_BYTES
                ? ""
                : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!text.matches("[0-9a-fA-F]{64}")) {
            throw new IOException("%s is not the key of a gallery; expected 64 hexadecimal digits.".formatted(file));
        }
        return new GalleryKey(HexFormat.of().parseHex(text));
    }

    /** Reads a key, or draws one and writes it if the file does not exist; of several processes at once one writes it. */
    public static GalleryKey readOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.createFolders(folder);
            }
            String digits = HexFormat.of().formatHex(random().getEncoded());
            AtomicFiles.createPrivate(file, (digits + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return read(file);
    }

    private static SecretKey random() {
        try {
            KeyGenerator generator = KeyGenerator.getInstance(CIPHER);
            generator.init(BITS);
            return generator.generateKey();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java has no AES.", missing);
        }
    }

    SecretKey secret() {
        return new SecretKeySpec(key, CIPHER);
    }

    /** 16 hexadecimal digits that tell keys apart and do not reveal them. */
    String id() {
        byte[] labeled = ("gioconda gallery key " + HexFormat.of().formatHex(key)).getBytes(StandardCharsets.US_ASCII);
        return Hashes.sha256(labeled).substring(0, 16);
    }
}
