package dev.gioconda.weights.fetch;

import dev.gioconda.weights.format.WeightFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Downloads an official file into the cache. An interrupted download is resumed, also by a later call, if the server still has the
 * same file (ETag). The file gets its final name only after size and checksum were verified.
 */
public final class Download {

    private static final int MAX_INTERRUPTIONS = 5;
    private static final int CHUNK = 1 << 16;

    /** Size limit of a file of unknown size, in bytes. */
    private static final long MAX_UNKNOWN_SIZE = 4L << 30;

    private final WeightHttpClient client;
    private final WeightFolder folder;
    private final Consumer<DownloadProgress> listener;

    /** Downloads into a folder and reports progress to a listener. */
    public Download(WeightHttpClient client, WeightFolder folder, Consumer<DownloadProgress> listener) {
        this.client = client;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Downloads a file from the first source that has it.
     *
     * @param file accepted unverified if it has no checksum
     * @return the local file
     * @throws IOException with the error of every source; the partial download is kept for the next call
     */
    public Path fetch(OfficialFile file, List<URI> sources) throws IOException {
        if (sources.isEmpty()) {
            throw new IOException("No server is known to have exactly the file %s; import a copy of it instead (%s)."
                    .formatted(file.name(), file.note()));
        }
        Files.createDirectories(folder.path());
        List<String> failures = new ArrayList<>();
        for (URI source : sources) {
            try (PartialDownload partial = PartialDownload.open(folder.path(), file.name())) {
                return fetchFrom(source, file, partial);
            } catch (IOException failure) {
                failures.add(failure.getMessage());
            }
        }
        throw new IOException(String.join("\n  ", failures));
    }

    private Path fetchFrom(URI source, OfficialFile file, PartialDownload partial) throws IOException {
        for (int interruptions = 0; ; interruptions++) {
            String interruption = attempt(source, file, partial);
            if (interruption == null) {
                return partial.finish(file, listener);
            }
            if (interruptions == MAX_INTERRUPTIONS) {
                throw new IOException("%s was cut off %d times, at last at byte %d (%s); try again to resume."
                        .formatted(source, interruptions + 1, partial.size(), interruption));
            }
        }
    }

    /** Null if the download is complete, else the reason of the interruption. */
    private @Nullable String attempt(URI source, OfficialFile file, PartialDownload partial) throws IOException {
        String etag = partial.etagFor(source.toString());
        boolean resume = etag != null && partial.size() > 0;
        try (HttpResult response = client.get(source, resume ? partial.size() + "-" : null, resume ? etag : null)) {
            if (response.status() == 416) { // the partial file has the full size: it is complete, or another file
                return null;
            }
            long start = 0;
            long total = response.contentLength();
            if (response.status() == 206) {
                HttpResult.ByteRange range = response.contentRange();
                if (!resume || range.first() != partial.size()) {
                    throw new IOException("%s sends bytes from %d on where those from %d on were asked for."
                            .formatted(response.uri(), range.first(), partial.size()));
                }
                start = range.first();
                total = range.size();
            } else {
                partial.restart(source.toString(), response.etag());
            }
            checkSize(response.uri(), file, start, total);
            return copy(response, file, partial, start, total);
        }
    }

    private void checkSize(URI address, OfficialFile file, long start, long total) throws IOException {
        Long bytes = file.bytes();
        if (bytes != null && total >= 0 && total != bytes) {
            throw new IOException("%s announces %d bytes, the official file has %d.".formatted(address, total, bytes));
        }
        long needed = (bytes == null ? Math.max(0, total) : bytes) - start;
        long free = Files.getFileStore(folder.path()).getUsableSpace();
        if (needed > free) {
            throw new IOException(
                    "%s needs %d bytes more and %s has %d left; free disk space or choose another cache folder."
                            .formatted(file.name(), needed, folder.path(), free));
        }
    }

    private @Nullable String copy(
            HttpResult response, OfficialFile file, PartialDownload partial, long start, long total)
            throws IOException {
        Long bytes = file.bytes();
        long limit = bytes != null ? bytes : total >= 0 ? total : MAX_UNKNOWN_SIZE;
        byte[] chunk = new byte[CHUNK];
        long position = start;
        while (true) {
            int count;
            try {
                count = response.body().read(chunk, 0, chunk.length);
            } catch (IOException interruption) {
                return String.valueOf(interruption.getMessage());
            }
            if (count < 0) {
                return position < Math.max(total, bytes == null ? 0 : bytes) ? "the answer ended too early" : null;
            }
            if (position == 0 && WeightFormat.isHtml(chunk, count)) {
                partial.discard();
                throw new IOException("%s sends an HTML page instead of weights; it may be a login or an error page."
                        .formatted(response.uri()));
            }
            if (position + count > limit) {
                partial.discard();
                throw new IOException("%s sends more than the %d bytes of the file.".formatted(response.uri(), limit));
            }
            partial.write(chunk, count, position);
            position += count;
            listener.accept(new DownloadProgress(
                    file.name(),
                    DownloadProgress.DownloadStage.FETCHING,
                    position,
                    limit == MAX_UNKNOWN_SIZE ? -1 : limit));
        }
    }
}
