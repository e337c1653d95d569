package dev.gioconda.weights.fetch;

/**
 * Progress of a download.
 *
 * @param name the file's name
 * @param done bytes received or checked so far
 * @param total size in bytes, -1 if unknown
 */
public record DownloadProgress(String name, DownloadStage stage, long done, long total) {

    /** The stage of a download. */
    public enum DownloadStage {
        /** Bytes are received. */
        FETCHING,
        /** The file is compared with its checksum. */
        CHECKING
    }
}
