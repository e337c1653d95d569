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
 * Brings an official file into the cache. A cut-off transfer goes on where it stopped, also in a later call, if the server still
 * has the same file (ETag); size and checksum decide whether what came is the file; only then does it get its name.
 */
public final class Download {

    private static final int MOST_CUTS = 5;
    private static final int CHUNK = 1 << 16;

    /** No file of unknown size may become larger. */
    private static final long LARGEST = 4L << 30;

    private final Remote remote;
    private final WeightFolder folder;
    private final Consumer<DownloadProgress> listener;

    /** Into a folder, telling a listener about every piece. */
    public Download(Remote remote, WeightFolder folder, Consumer<DownloadProgress> listener) {
        this.remote = remote;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Fetches a file from the first of its sources that has it.
     *
     * @param file without a checksum it is taken as it comes
     * @return where it lies
     * @throws IOException with what every source did wrong; what has come so far stays for the next call
     */
    public Path fetch(OfficialFile file, List<URI> sources) throws IOException {
        Files.createDirectories(folder.path());
        List<String> refusals = new ArrayList<>();
        for (URI source : sources) {
            try (PartFile part = PartFile.open(folder.path(), file.name())) {
                return from(source, file, part);
            } catch (IOException refused) {
                refusals.add(refused.getMessage());
            }
        }
        throw new IOException(String.join("\n  ", refusals));
    }

    private Path from(URI source, OfficialFile file, PartFile part) throws IOException {
        for (int cuts = 0; ; cuts++) {
            String cut = attempt(source, file, part);
            if (cut == null) {
                return part.finish(file, listener);
            }
            if (cuts == MOST_CUTS) {
                throw new IOException("%s was cut off %d times, at last at byte %d (%s); call again to go on."
                        .formatted(source, cuts + 1, part.size(), cut));
            }
        }
    }

    /** Null if everything has come, else what cut the transfer off. */
    private @Nullable String attempt(URI source, OfficialFile file, PartFile part) throws IOException {
        String tag = part.tagFrom(source.toString());
        boolean resume = tag != null && part.size() > 0;
        try (Answer answer = remote.get(source, resume ? part.size() + "-" : null, resume ? tag : null)) {
            if (answer.status() == 416) { // nothing lies behind what is here: it is whole, or another file
                return null;
            }
            long start = 0;
            long total = answer.length();
            if (answer.status() == 206) {
                Answer.Place place = answer.place();
                if (!resume || place.first() != part.size()) {
                    throw new IOException("%s sends bytes from %d on where those from %d on were asked for."
                            .formatted(answer.at(), place.first(), part.size()));
                }
                start = place.first();
                total = place.size();
            } else {
                part.begin(source.toString(), answer.tag());
            }
            refuseOtherSize(answer.at(), file, start, total);
            return copy(answer, file, part, start, total);
        }
    }

    private void refuseOtherSize(URI at, OfficialFile file, long start, long total) throws IOException {
        Long bytes = file.bytes();
        if (bytes != null && total >= 0 && total != bytes) {
            throw new IOException("%s announces %d bytes, the official file has %d.".formatted(at, total, bytes));
        }
        long needed = (bytes == null ? Math.max(0, total) : bytes) - start;
        long free = Files.getFileStore(folder.path()).getUsableSpace();
        if (needed > free) {
            throw new IOException(
                    "%s needs %d bytes more and %s has %d left; free some space or choose another --cache."
                            .formatted(file.name(), needed, folder.path(), free));
        }
    }

    private @Nullable String copy(Answer answer, OfficialFile file, PartFile part, long start, long total)
            throws IOException {
        Long bytes = file.bytes();
        long most = bytes != null ? bytes : total >= 0 ? total : LARGEST;
        byte[] chunk = new byte[CHUNK];
        long at = start;
        while (true) {
            int count;
            try {
                count = answer.body().read(chunk, 0, chunk.length);
            } catch (IOException cut) {
                return String.valueOf(cut.getMessage());
            }
            if (count < 0) {
                return at < Math.max(total, bytes == null ? 0 : bytes) ? "the answer ended too early" : null;
            }
            if (at == 0 && WeightFormat.isPage(chunk, count)) {
                part.discard();
                throw new IOException("%s sends an HTML page instead of weights; it may be a login or an error page."
                        .formatted(answer.at()));
            }
            if (at + count > most) {
                part.discard();
                throw new IOException("%s sends more than the %d bytes of the file.".formatted(answer.at(), most));
            }
            part.write(chunk, count, at);
            at += count;
            listener.accept(new DownloadProgress(
                    file.name(), DownloadProgress.Stage.FETCHING, at, most == LARGEST ? -1 : most));
        }
    }
}
