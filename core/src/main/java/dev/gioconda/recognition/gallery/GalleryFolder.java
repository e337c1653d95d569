package dev.gioconda.recognition.gallery;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.FolderLock;
import dev.gioconda.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A gallery on the disk: the file {@code faces.gallery}, encrypted with AES-256 in Galois/Counter mode. A line of text with the id of the key
 * comes first and is authenticated too; then the nonce of 12 bytes, the encrypted content, and the tag of 16 bytes. A change replaces the file
 * at once or not at all.
 *
 * @param path the folder; it need not exist
 * @param key of the gallery
 */
public record GalleryFolder(Path path, GalleryKey key) {

    /** The name of the file. */
    public static final String FILE_NAME = "faces.gallery";

    private static final String FORMAT = "gioconda-gallery 1 ";
    private static final int HEADER = FORMAT.length() + 17; // the id of the key and a line feed
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /**
     * Reads the gallery; empty if nobody was enrolled yet.
     *
     * @throws IOException if the file is damaged or was encrypted with another key; it stays as it is
     */
    public Optional<FaceGallery> read() throws IOException {
        Path file = path.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        String header = new String(bytes, 0, Math.min(HEADER, bytes.length), StandardCharsets.ISO_8859_1);
        if (!header.matches(FORMAT + "[0-9a-f]{16}\n") || bytes.length < HEADER + NONCE + TAG_BITS / Byte.SIZE) {
            throw new IOException(
                    "%s is not a gallery, or its beginning is damaged; restore it from a backup or choose another folder."
                            .formatted(file));
        }
        if (!header.equals(header())) {
            throw new IOException(
                    "%s was encrypted with the key %s, and the given key is %s; name the file of that key."
                            .formatted(file, header.substring(FORMAT.length()).strip(), key.id()));
        }
        try {
            return Optional.of(GalleryCodec.decode(decrypted(bytes)));
        } catch (IOException | GeneralSecurityException damaged) {
            throw new IOException("%s is damaged; restore it from a backup.".formatted(file), damaged);
        }
    }

    /**
     * Changes the gallery; changes by several processes at once are rejected.
     *
     * @param empty the gallery to begin with if nobody was enrolled yet
     * @throws IOException if the file cannot be read or written, or is being changed; it stays as it is
     */
    public FaceGallery change(FaceGallery empty, UnaryOperator<FaceGallery> change) throws IOException {
        PrivateFiles.createFolders(path);
        try (FolderLock lock = FolderLock.tryAcquire(path)
                .orElseThrow(
                        () -> new IOException("%s is being changed by another process; try again.".formatted(path)))) {
            deleteDrafts();
            FaceGallery changed = change.apply(read().orElse(empty));
            byte[] bytes = encrypted(GalleryCodec.encode(changed));
            AtomicFiles.write(path.resolve(FILE_NAME), draft -> PrivateFiles.write(draft, bytes));
            return changed;
        }
    }

    /** Deletes what a killed process left: it may hold persons who were deleted since. */
    private void deleteDrafts() throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(path, "." + FILE_NAME + "-*.draft")) {
            for (Path draft : drafts) {
                Files.delete(draft);
            }
        }
    }

    private String header() {
        return FORMAT + key.id() + "\n";
    }

    private byte[] encrypted(byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key.secret()); // draws a new nonce
            byte[] header = header().getBytes(StandardCharsets.ISO_8859_1);
            cipher.updateAAD(header);
            byte[] sealed = cipher.doFinal(content);
            return ByteBuffer.allocate(HEADER + NONCE + sealed.length)
                    .put(header)
                    .put(cipher.getIV())
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java cannot encrypt with AES-GCM.", missing);
        }
    }

    private byte[] decrypted(byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BITS, bytes, HEADER, NONCE));
        cipher.updateAAD(Arrays.copyOf(bytes, HEADER));
        return cipher.doFinal(bytes, HEADER + NONCE, bytes.length - HEADER - NONCE);
    }
}
