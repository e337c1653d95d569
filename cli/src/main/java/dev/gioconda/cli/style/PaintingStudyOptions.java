package dev.gioconda.cli.style;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.style.gallery.ProceduralStyles;
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
public final class PaintingStudyOptions {

    private static final int SYNTHETIC_ITERATIONS = 60; // iterations
    private static final int DEFAULT_ITERATIONS = 1000;
    private static final int SYNTHETIC_SIZE = 96; // pixels
    private static final int DEFAULT_SIZE = 224;
    private static final String DEFAULT_STYLE = "wheat-field";

    @Option(
            names = "--content",
            paramLabel = "FILE",
            description = "A photograph to paint; repeatable. Default: a synthetic portrait.")
    private List<Path> contentFiles = new ArrayList<>();

    @Option(
            names = "--style",
            paramLabel = "FILE",
            description =
                    "A painting whose style is taken; repeatable. Default: a wheat field that Gioconda has painted.")
    private List<Path> styleFiles = new ArrayList<>();

    @Option(
            names = "--tuned",
            paramLabel = "MODEL",
            description =
                    "A model that \"train --backbone vgg19 --unfreeze N --head study\" made, to paint with beside classifier B; "
                            + "repeatable. The last one is the study's third network.")
    public List<String> tunedModels = new ArrayList<>();

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

    public int iterations(boolean synthetic) {
        int count = iterations != null ? iterations : synthetic ? SYNTHETIC_ITERATIONS : DEFAULT_ITERATIONS;
        if (count < 0) {
            throw new UsageException("--iterations is %d; expected a number, or 0 for no paintings.".formatted(count));
        }
        return count;
    }

    public int size(boolean synthetic) {
        return size != null ? size : synthetic ? SYNTHETIC_SIZE : DEFAULT_SIZE;
    }

    /** The photographs by name, at least one. */
    public Map<String, Picture> contentImages() throws IOException {
        if (!contentFiles.isEmpty()) {
            return read(contentFiles);
        }
        Map<String, Picture> portrait = new LinkedHashMap<>();
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        portraits.visit(
                portraits.entries(),
                (entry, bytes) -> portrait.put("a synthetic portrait", new SafeImageDecoder().decode(bytes)));
        return portrait;
    }

    /** The styles by name, at least one. */
    public Map<String, Picture> styleImages() throws IOException {
        if (!styleFiles.isEmpty()) {
            return read(styleFiles);
        }
        Map<String, Picture> shipped = new LinkedHashMap<>(ProceduralStyles.all());
        shipped.keySet().retainAll(Set.of(DEFAULT_STYLE));
        return shipped;
    }

    private static Map<String, Picture> read(List<Path> files) throws IOException {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        for (Path file : files) {
            pictures.put(String.valueOf(file.getFileName()), new SafeImageDecoder().read(file));
        }
        return pictures;
    }
}
