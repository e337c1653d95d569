package dev.gioconda.cli.style;

import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.ImageFolder;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.Animation;
import dev.gioconda.image.codec.GifReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The frames of a video; those of a folder are decoded one by one.
 *
 * @param names file names of the stylized frames, in order
 * @param delays durations of the frames, in hundredths of a second
 * @param files the files that are read
 * @param pictures the frames
 */
record FrameFiles(List<String> names, List<Integer> delays, List<Path> files, Iterator<Picture> pictures) {

    /** Copies the lists. */
    FrameFiles {
        names = List.copyOf(names);
        delays = List.copyOf(delays);
        files = List.copyOf(files);
    }

    /**
     * Opens an animated GIF or a folder of JPEG and PNG files, in the order of their names.
     *
     * @param delay duration of each frame of a folder, in hundredths of a second
     * @param images reads the files of a folder
     * @param err receives what is skipped in a folder
     */
    static FrameFiles open(Path video, int delay, InputImage images, PrintWriter err) throws IOException {
        if (!Files.isDirectory(video)) {
            Animation animation = GifReader.read(video);
            int count = animation.frames().size();
            List<String> names = IntStream.range(0, count)
                    .mapToObj(i -> String.format(Locale.ROOT, "frame-%04d.png", i + 1))
                    .toList();
            return new FrameFiles(
                    names,
                    animation.delays(),
                    List.of(video),
                    animation.frames().iterator());
        }
        ImageFolder folder = ImageFolder.list(video);
        List<Path> files = folder.requireImages();
        folder.reportSkipped(err);
        List<Integer> delays = files.stream().map(file -> delay).toList();
        return new FrameFiles(
                folder.outputNames(),
                delays,
                files,
                files.stream().map(file -> read(images, file)).iterator());
    }

    private static Picture read(InputImage images, Path file) {
        try {
            return images.read(file);
        } catch (IOException refused) {
            throw new UncheckedIOException(Failures.messageOf(refused), refused);
        }
    }
}
