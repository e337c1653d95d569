package dev.gioconda.weights.fetch;

/**
 * How far a file has come.
 *
 * @param name the file's name
 * @param done bytes so far
 * @param total bytes in all, -1 while unknown
 */
public record DownloadProgress(String name, DownloadStage stage, long done, long total) {

    /** What is being done. */
    public enum DownloadStage {
        /** Bytes come over the network. */
        FETCHING,
        /** The file is compared with its checksum. */
        CHECKING
    }
}
