package dev.gioconda.cli.style;

import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.Animation;
import dev.gioconda.image.codec.GifReader;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
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
 * @param pictures the frames
 */
record FrameFiles(List<String> names, List<Integer> delays, Iterator<Picture> pictures) {

    /** Copies the lists. */
    FrameFiles {
        names = List.copyOf(names);
        delays = List.copyOf(delays);
    }

    /**
     * Opens an animated GIF or a folder of JPEG and PNG files, in the order of their names.
     *
     * @param delay duration of each frame of a folder, in hundredths of a second
     */
    static FrameFiles open(Path video, int delay) throws IOException {
        if (!Files.isDirectory(video)) {
            Animation animation = GifReader.read(video);
            int count = animation.frames().size();
            List<String> names = IntStream.range(0, count)
                    .mapToObj(i -> String.format(Locale.ROOT, "frame-%04d.png", i + 1))
                    .toList();
            return new FrameFiles(names, animation.delays(), animation.frames().iterator());
        }
        List<Path> files = StyleBatch.imageFiles(video);
        if (files.isEmpty()) {
            throw new UsageException("There is no .jpg, .jpeg or .png file in %s.".formatted(video));
        }
        List<String> names = files.stream()
                .map(file -> String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", ".png"))
                .toList();
        List<Integer> delays = files.stream().map(file -> delay).toList();
        SafeImageDecoder decoder = new SafeImageDecoder();
        return new FrameFiles(
                names, delays, files.stream().map(file -> read(decoder, file)).iterator());
    }

    private static Picture read(SafeImageDecoder decoder, Path file) {
        try {
            return decoder.read(file);
        } catch (IOException refused) {
            throw new UncheckedIOException("%s: %s".formatted(file, Failures.messageOf(refused)), refused);
        }
    }
}
