package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.weights.fetch.Checksum;
import dev.gioconda.weights.fetch.OfficialFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On whose word a file is taken that has no published checksum. */
final class TrustOptions {

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "The file's SHA-256, where none was published or only its beginning.")
    private @Nullable String sha256;

    @Option(names = "--trust", description = "Take a file without a published checksum as it comes.")
    private boolean trust;

    boolean trusts() {
        return trust;
    }

    /** The file with the checksum it must have; an error if nobody vouches for it. */
    OfficialFile vouched(OfficialFile file) {
        String known = sha256;
        Checksum published = file.checksum();
        if (known != null) {
            if (!known.matches("[0-9a-fA-F]{64}")) {
                throw new UsageException("--sha256 is \"%s\"; expected 64 hexadecimal digits.".formatted(known));
            }
            Checksum given = new Checksum(Checksum.SHA_256, known);
            boolean other = published != null
                    && published.algorithm().equals(given.algorithm())
                    && !given.hex().startsWith(published.hex());
            if (other) {
                throw new UsageException("--sha256 is %s, but %s was published with %s…"
                        .formatted(given.hex(), file.id(), published == null ? "" : published.hex()));
            }
            return published == null || given.algorithm().equals(published.algorithm())
                    ? file.withChecksum(given)
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
