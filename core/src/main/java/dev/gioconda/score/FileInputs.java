package dev.gioconda.score;

import dev.gioconda.data.archive.Archives;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.data.archive.PictureArchive;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Image files, folders with all their subfolders, and the images in {@code .zip} and {@code .tar.gz} files, which are called {@code
 * archive.zip!/folder/image.jpg}.
 *
 * @param paths in this order
 * @param maxBytes the largest image file that is read
 */
public record FileInputs(List<Path> paths, int maxBytes) implements ScoreInputs {

    private static final String IN_ARCHIVE = "!/";

    /**
     * Checks the paths.
     *
     * @throws IllegalArgumentException if a file would be scored twice under the same path
     */
    public FileInputs {
        paths = List.copyOf(paths);
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < paths.size(); j++) {
                Path outer = paths.get(i).toAbsolutePath().normalize();
                Path inner = paths.get(j).toAbsolutePath().normalize();
                if (i < j && outer.equals(inner)) {
                    throw new IllegalArgumentException("%s is named twice; expected it once.".formatted(paths.get(j)));
                }
                if (i != j && inner.startsWith(outer) && Files.isDirectory(outer)) {
                    throw new IllegalArgumentException(
                            "%s is inside %s, which is scored with everything in it; expected one of them."
                                    .formatted(paths.get(j), paths.get(i)));
                }
            }
        }
    }

    @Override
    public void forEach(InputConsumer consumer) throws IOException {
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                walk(path, consumer);
            } else if (Archives.isArchive(path.toString()) && Files.isRegularFile(path)) {
                open(path, consumer);
            } else {
                consumer.accept(file(path));
            }
        }
    }

    private void walk(Path folder, InputConsumer consumer) throws IOException {
        try (FolderWalk walk = new FolderWalk(folder, FolderWalk.SORTED_ENTRIES)) {
            for (FolderWalk.Found found = walk.next(); found != null; found = walk.next()) {
                switch (found.kind()) {
                    case IMAGE -> consumer.accept(file(found.path()));
                    case OTHER -> consumer.skip(PathText.of(found.path()));
                    case FAILED -> consumer.accept(ScoreInput.unreadable(PathText.of(found.path()), found.reason()));
                }
            }
        }
    }

    private ScoreInput file(Path file) {
        return ScoreInput.photograph(PathText.of(file), false, new FileBytes(file, maxBytes));
    }

    /** Lists an archive. What an archive repeats is read once; if it is damaged, it has a row after those of its readable images. */
    private static void open(Path path, InputConsumer consumer) throws IOException {
        String name = PathText.of(path);
        PathSet seen = new PathSet();
        ConsumerFailure failure = new ConsumerFailure();
        try {
            PictureArchive archive = Archives.open(path);
            archive.visitEach(entry -> true, (entry, bytes) -> {
                String inside = name + IN_ARCHIVE + entry;
                if (!EntryNames.isPicture(entry) && !EntryNames.isUnreadablePicture(entry)) {
                    consumer.skip(inside);
                } else if (seen.add(inside)) {
                    failure.accept(consumer, ScoreInput.photograph(inside, true, bytes::read));
                }
            });
        } catch (IOException damaged) {
            failure.rethrow();
            consumer.accept(ScoreInput.unreadable(name, ReadFailure.reason(damaged)));
        }
    }

    @Override
    public long count(BooleanSupplier stopped) throws IOException {
        if (paths.stream().anyMatch(FileInputs::isCompressedStream)) {
            return UNKNOWN;
        }
        long[] count = new long[1];
        forEach(new InputConsumer() {
            @Override
            public void accept(ScoreInput input) throws IOException {
                count[0]++;
                stopIfRequested();
            }

            @Override
            public void skip(String path) {}

            private void stopIfRequested() throws IOException {
                if (stopped.getAsBoolean()) {
                    throw new InterruptedIOException("The images are not counted any more.");
                }
            }
        });
        return count[0];
    }

    private static boolean isCompressedStream(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return Archives.isArchive(name) && !name.endsWith(".zip");
    }
}
