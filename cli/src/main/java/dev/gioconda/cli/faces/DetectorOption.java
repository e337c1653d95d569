package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option that names the face detector. */
public final class DetectorOption {

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description =
                    "The face detector: yunet (gioconda weights fetch yunet), gioconda (embedded), cascades, the folder of a trained detector, or auto: yunet if its file is in the cache, else gioconda. Default: $GIOCONDA_DETECTOR, else auto.")
    private @Nullable String name;

    @Mixin
    private WeightCacheOptions cache = new WeightCacheOptions();

    /** The cache with the detector's file. */
    public OfficialWeights weights() {
        return cache.weights();
    }

    /**
     * The chosen detector.
     *
     * @throws UsageException if there is none of that name, or its file is not in the cache
     */
    public FaceDetectors find() throws IOException {
        String chosen = name;
        return UsageException.asUsageError(
                () -> chosen == null ? FaceDetectors.installed(weights()) : FaceDetectors.named(chosen, weights()));
    }
}
