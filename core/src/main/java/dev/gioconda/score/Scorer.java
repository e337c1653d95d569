package dev.gioconda.score;

import dev.gioconda.classify.ClassifiedFace;
import dev.gioconda.classify.DetectedFace;
import dev.gioconda.classify.FacePipeline;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.image.codec.SafeImageDecoder.DecodeLimits;
import dev.gioconda.image.codec.SafeImageDecoder.ImageSize;
import dev.gioconda.image.codec.SafeImageDecoder.ReducedPicture;
import dev.gioconda.model.Classifier;
import dev.gioconda.recognition.FaceEmbedder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores one image after the other with a {@link FacePipeline} of its own; whatever is wrong with an image becomes its row. One thread at a time. */
public final class Scorer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);
    private static final int BYTES_PER_PIXEL = 12; // of the decoder's image, the upright copy and the detector's
    private static final int COPIES_OF_FILE = 2; // as it was read, and without its metadata

    private final String model;
    private final FacePipeline pipeline;
    private final DecodeLimits limits;
    private final SafeImageDecoder decoder;
    private final boolean allFaces;
    private final @Nullable FaceEmbedder embedder;

    /**
     * How images are scored.
     *
     * @param model folder of the version
     * @param detectors the kind of face detector
     * @param minDetection detection score of the least clear face that is reported, 0 to 1
     * @param limits of the files that are read
     * @param allFaces whether each face has a row, rather than the largest clear one
     * @param embedders opens the network for embeddings; null for none
     */
    public record ScorerOptions(
            Path model,
            FaceDetectors detectors,
            double minDetection,
            DecodeLimits limits,
            boolean allFaces,
            @Nullable EmbedderSource embedders) {}

    /** Opens a network for embeddings. */
    @FunctionalInterface
    public interface EmbedderSource {
        /** Opens it; the caller closes it. */
        FaceEmbedder open() throws IOException;
    }

    private Scorer(
            String model,
            FacePipeline pipeline,
            DecodeLimits limits,
            boolean allFaces,
            @Nullable FaceEmbedder embedder) {
        this.model = model;
        this.pipeline = pipeline;
        this.limits = limits;
        this.decoder = new SafeImageDecoder(limits);
        this.allFaces = allFaces;
        this.embedder = embedder;
    }

    /** Loads a copy of the model, for one thread. */
    public static Scorer open(ScorerOptions options) throws IOException {
        EmbedderSource embedders = options.embedders();
        FaceEmbedder embedder = embedders == null ? null : embedders.open();
        Classifier classifier = Classifier.load(options.model());
        return new Scorer(
                classifier.manifest().id(),
                FacePipeline.of(classifier, options.detectors(), options.minDetection()),
                options.limits(),
                options.allFaces(),
                embedder);
    }

    /**
     * The rows of an image, one or more: one for each face if that was asked for.
     *
     * @param memory that is waited for before an image is decoded
     * @throws InterruptedIOException if the thread is told to end
     */
    public List<ScoreRow> score(ScoreInput input, MemoryBudget memory) throws InterruptedIOException {
        String sha256 = "";
        String error;
        try {
            byte[] bytes = input.bytes().read();
            sha256 = Hashes.sha256(bytes);
            return rows(input, sha256, bytes, memory);
        } catch (InterruptedIOException interrupted) {
            throw interrupted;
        } catch (IOException unreadable) {
            error = ReadFailure.reason(unreadable);
        } catch (OutOfMemoryError tooLarge) {
            error = "There was not enough memory for it: %s.".formatted(tooLarge.getMessage());
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.warn("{} could not be scored.", input.path(), defect);
            error = "It could not be scored: %s".formatted(defect);
        }
        return List.of(ScoreRow.failed(input, sha256, model, error));
    }

    private List<ScoreRow> rows(ScoreInput input, String sha256, byte[] bytes, MemoryBudget memory) throws IOException {
        ImageSize size = decoder.size(bytes);
        long pixels = (long) size.width() * size.height();
        long needed = COPIES_OF_FILE * (long) bytes.length + BYTES_PER_PIXEL * Math.min(pixels, limits.maxPixels());
        try (MemoryBudget.MemoryPart part = memory.take(needed)) {
            ReducedPicture read = decoder.decodeReduced(bytes);
            FaceResult result = pipeline.classify(read.picture(), input.framing());
            List<ScoredFace> faces = faces(result, read.picture(), read.step());
            List<ScoreRow> rows = new ArrayList<>();
            for (int i = 0; i < Math.max(1, faces.size()); i++) {
                ScoredFace face = faces.isEmpty() ? null : faces.get(i);
                rows.add(new ScoreRow(
                        input.path(),
                        sha256,
                        size.width(),
                        size.height(),
                        result.faces().size(),
                        face,
                        face == null ? result.label() : face.answer().label(),
                        model,
                        "",
                        input.truth()));
            }
            return rows;
        }
    }

    private List<ScoredFace> faces(FaceResult result, Picture picture, int step) {
        int count =
                allFaces ? result.faces().size() : Math.min(1, result.faces().size());
        List<ScoredFace> scored = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ClassifiedFace face = result.faces().get(i);
            scored.add(new ScoredFace(
                    i + 1, face.answer().scaled(step), face.prediction().attributes(), embedding(picture, face)));
        }
        return scored;
    }

    private List<Float> embedding(Picture picture, ClassifiedFace face) {
        if (embedder == null || !(face.crop().region() instanceof DetectedFace detected)) {
            return List.of();
        }
        List<Float> values = new ArrayList<>(embedder.dimensions());
        for (float value : embedder.embed(picture, detected.face())) {
            values.add(value);
        }
        return values;
    }

    /** Releases the native memory of the networks. */
    @Override
    public void close() {
        pipeline.close();
        if (embedder != null) {
            embedder.close();
        }
    }
}
