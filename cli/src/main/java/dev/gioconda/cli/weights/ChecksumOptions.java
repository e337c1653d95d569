package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.weights.fetch.Checksum;
import dev.gioconda.weights.fetch.OfficialFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file is verified that has no published checksum. */
final class ChecksumOptions {

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "The expected SHA-256 of the file, if none or only a prefix of it is published.")
    private @Nullable String sha256;

    @Option(names = "--trust", description = "Accept a file without a published checksum, unverified.")
    private boolean trust;

    boolean trustsUnverified() {
        return trust;
    }

    /**
     * The file with its expected checksum.
     *
     * @throws UsageException if there is no checksum and unverified files are not accepted
     */
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
                throw new UsageException("--sha256 is %s; the published checksum of %s starts with %s."
                        .formatted(expected.hex(), file.id(), published == null ? "" : published.hex()));
            }
            return published == null || expected.algorithm().equals(published.algorithm())
                    ? file.withChecksum(expected)
                    : file;
        }
        if (published == null && !trust) {
            throw new UsageException(
                    "There is no published checksum of %s; give one with --sha256, or accept the file unverified with --trust."
                            .formatted(file.id()));
        }
        return file;
    }
}
