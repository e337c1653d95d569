package dev.gioconda.cli.style;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.style.gallery.PaintedStyles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the study paints. */
public final class PaintingOptions {

    private static final int TOUR = 60; // iterations
    private static final int USUAL = 1000;
    private static final int TOUR_SIZE = 96; // pixels
    private static final int USUAL_SIZE = 224;
    private static final String OWN_STYLE = "wheat-field";

    @Option(
            names = "--content",
            paramLabel = "FILE",
            description = "A photograph to paint; repeatable. Default: a synthetic portrait.")
    private List<Path> contents = new ArrayList<>();

    @Option(
            names = "--style",
            paramLabel = "FILE",
            description =
                    "A painting whose style is taken; repeatable. Default: a wheat field that Gioconda has painted.")
    private List<Path> styles = new ArrayList<>();

    @Option(
            names = "--tuned",
            paramLabel = "MODEL",
            description =
                    "A model that \"train --backbone vgg19 --unfreeze N --head study\" made, to paint with beside classifier B; "
                            + "repeatable. The last one is the study's third network.")
    public List<String> tuned = new ArrayList<>();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description =
                    "Of each painting; 0 paints none. The study made 5,000 and 10,000. Default: 1000, on synthetic "
                            + "portraits 60.")
    private @Nullable Integer iterations;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "The paintings' long side. Default: 224, on synthetic portraits 96.")
    private @Nullable Integer size;

    public int iterations(boolean tour) {
        int count = iterations != null ? iterations : tour ? TOUR : USUAL;
        if (count < 0) {
            throw new UsageException("--iterations is %d; expected a number, or 0 for no paintings.".formatted(count));
        }
        return count;
    }

    public int size(boolean tour) {
        return size != null ? size : tour ? TOUR_SIZE : USUAL_SIZE;
    }

    /** The photographs by name, at least one. */
    public Map<String, Picture> photographs() throws IOException {
        if (!contents.isEmpty()) {
            return read(contents);
        }
        Map<String, Picture> portrait = new LinkedHashMap<>();
        SyntheticPortraits painter = new SyntheticPortraits(1, 1);
        painter.visit(
                painter.entries(),
                (entry, bytes) -> portrait.put("a synthetic portrait", new ImageDoor().decode(bytes)));
        return portrait;
    }

    /** The styles by name, at least one. */
    public Map<String, Picture> styles() throws IOException {
        if (!styles.isEmpty()) {
            return read(styles);
        }
        Map<String, Picture> own = new LinkedHashMap<>(PaintedStyles.all());
        own.keySet().retainAll(Set.of(OWN_STYLE));
        return own;
    }

    private static Map<String, Picture> read(List<Path> files) throws IOException {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        for (Path file : files) {
            pictures.put(String.valueOf(file.getFileName()), new ImageDoor().read(file));
        }
        return pictures;
    }
}
