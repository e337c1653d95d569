package dev.gioconda.cli.style;

import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.ModelLocator;
import dev.gioconda.study.StudyConfig;
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

/** The style transfers of the study. */
public final class StyleStudyOptions {

    private static final int SYNTHETIC_ITERATIONS = 60; // iterations
    private static final int DEFAULT_ITERATIONS = 1000;
    private static final int SYNTHETIC_SIZE = 96; // pixels
    private static final int DEFAULT_SIZE = 224;
    private static final String DEFAULT_STYLE = "wheat-field";

    @Option(
            names = "--content",
            paramLabel = "FILE",
            description = "A content image; repeatable. Default: a synthetic portrait.")
    private List<Path> contentFiles = new ArrayList<>();

    @Option(
            names = "--style",
            paramLabel = "FILE",
            description = "A style image; repeatable. Default: " + DEFAULT_STYLE
                    + ", a procedural style that is part of Gioconda.")
    private List<Path> styleFiles = new ArrayList<>();

    @Option(
            names = "--tuned",
            paramLabel = "MODEL",
            description =
                    "A model of \"train --backbone vgg19 --unfreeze N --head study\", to stylize with in addition to classifier B; "
                            + "repeatable. The last one is the study's third network.")
    private List<String> tunedModels = new ArrayList<>();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description =
                    "Iterations of each image; 0 for no style transfers. The study used 5,000 and 10,000. Default: "
                            + DEFAULT_ITERATIONS + ", on synthetic portraits " + SYNTHETIC_ITERATIONS + ".")
    private @Nullable Integer iterations;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Long side of the images. Default: " + DEFAULT_SIZE + ", on synthetic portraits "
                    + SYNTHETIC_SIZE + ".")
    private @Nullable Integer size;

    /** The style transfers of the study. */
    public StudyConfig.StyleTransferConfig toConfig(ModelLocator models, boolean synthetic) throws IOException {
        int count = iterations != null ? iterations : synthetic ? SYNTHETIC_ITERATIONS : DEFAULT_ITERATIONS;
        if (count < 0) {
            throw new UsageException(
                    "--iterations is %d; expected a number, or 0 for no style transfers.".formatted(count));
        }
        List<Path> tunedFolders = new ArrayList<>();
        for (String model : tunedModels) {
            tunedFolders.add(models.find(model));
        }
        return new StudyConfig.StyleTransferConfig(
                contentImages(),
                styleImages(),
                tunedFolders,
                count,
                size != null ? size : synthetic ? SYNTHETIC_SIZE : DEFAULT_SIZE);
    }

    /** The content images by name, at least one. */
    private Map<String, Picture> contentImages() throws IOException {
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

    /** The style images by name, at least one. */
    private Map<String, Picture> styleImages() throws IOException {
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
            pictures.put(String.valueOf(file.getFileName()), new InputImage().read(file));
        }
        return pictures;
    }
}
