package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.weights.fetch.Checksum;
import dev.gioconda.weights.fetch.OfficialFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On whose word a file is taken that has no published checksum. */
final class ChecksumOptions {

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "The file's SHA-256, where none was published or only its beginning.")
    private @Nullable String sha256;

    @Option(names = "--trust", description = "Take a file without a published checksum as it comes.")
    private boolean trust;

    boolean trustsUnverified() {
        return trust;
    }

    /** The file with the checksum it must have; an error if nobody vouches for it. */
    OfficialFile requireChecksum(OfficialFile file) {
        String expectedHex = sha256;
        Checksum published = file.checksum();
        if (expectedHex != null) {
            if (!expectedHex.matches("[0-9a-fA-F]{64}")) {
                throw new UsageException("--sha256 is \"%s\"; expected 64 hexadecimal digits.".formatted(expectedHex));
            }
            Checksum expected = new Checksum(Checksum.SHA_256, expectedHex);
            boolean contradicts = published != null
                    && published.algorithm().equals(expected.algorithm())
                    && !expected.hex().startsWith(published.hex());
            if (contradicts) {
                throw new UsageException("--sha256 is %s, but %s was published with %s…"
                        .formatted(expected.hex(), file.id(), published == null ? "" : published.hex()));
            }
            return published == null || expected.algorithm().equals(published.algorithm())
                    ? file.withChecksum(expected)
                    : file;
        }
        if (published == null && !trust) {
            throw new UsageException(
                    "Nobody published a checksum of %s; give one with --sha256, or take the file as it comes with --trust."
                            .formatted(file.id()));
        }
        return file;
    }
}
