package dev.gioconda.inference;

import dev.gioconda.classify.ClassifiedFace;
import dev.gioconda.classify.FaceCrops;
import dev.gioconda.classify.FaceExtractor;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.face.Framing;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.GradCam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Classifies images for many clients with the parts of the core's face pipeline: a {@link FaceExtractor} in the compute scheduler, then the
 * {@link Batcher}. As many images are decoded at once as there are cores; a limited number of further requests waits; more are rejected.
 */
public final class ClassifyService implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /**
     * A result and a copy of its image.
     *
     * @param served the result
     * @param copy of the image
     */
    public record CopiedResult<T>(ServedResult served, T copy) {}

    private final SafeImageDecoder decoder;
    private final FaceExtractor extractor;
    private final Batcher batcher;
    private final Semaphore permits;
    private final int maxBatchSize;
    private final ComputeScheduler scheduler;
    private volatile ServedModel serving;

    /**
     * @param decoder for uploaded images
     * @param initialModel the model in use until {@link #swap}
     * @param limits of the batches; {@code maxQueued} also limits how many images may wait
     * @param scheduler that runs all computation
     */
    public ClassifyService(
            SafeImageDecoder decoder,
            ServedModel initialModel,
            Batcher.BatchLimits limits,
            ComputeScheduler scheduler) {
        this.decoder = decoder;
        this.extractor = new FaceExtractor(decoder, FaceDetectors.installed(), FaceExtractor.MIN_DETECTION);
        this.serving = initialModel;
        this.batcher = new Batcher(limits, scheduler);
        this.permits = new Semaphore(limits.maxQueued());
        this.maxBatchSize = limits.maxBatchSize();
        this.scheduler = scheduler;
        Picture warmUp = new Picture(320, 240, new byte[320 * 240 * 3]);
        extractor.extract(warmUp, Framing.PHOTO, initialModel.manifest().input()); // the first detection is slow
    }

    /** The model in use. */
    public ServedModel serving() {
        return serving;
    }

    /** Replaces the model in use; requests in progress keep the model they started with. */
    public void swap(ServedModel next) {
        serving = next;
    }

    /** The batcher, for metrics. */
    public Batcher batcher() {
        return batcher;
    }

    /**
     * Classifies an image with the model in use, and makes a copy of it in the same turn.
     *
     * @param bytes of an image file
     * @param framing {@link Framing#PHOTO} to detect faces, otherwise where the one face is
     * @param client whose images take turns with those of others
     * @param copier makes the copy
     * @throws RefusedPictureException if the bytes are not an image within the decoder's limits
     * @throws BusyException if too many requests wait
     */
    public <T> CopiedResult<T> classify(byte[] bytes, Framing framing, String client, Function<Picture, T> copier)
            throws RefusedPictureException {
        return classify(bytes, framing, client, serving, copier);
    }

    /** Classifies an image with a given model, which need not be the one in use. */
    public ServedResult classify(byte[] bytes, Framing framing, String client, ServedModel model)
            throws RefusedPictureException {
        return classify(bytes, framing, client, model, image -> image).served();
    }

    private <T> CopiedResult<T> classify(
            byte[] bytes, Framing framing, String client, ServedModel model, Function<Picture, T> copier)
            throws RefusedPictureException {
        if (!permits.tryAcquire()) {
            throw new BusyException("Too many images are waiting. Try again in two seconds.", RETRY_AFTER);
        }
        try {
            ComputeScheduler.TaskKind kind = ComputeScheduler.TaskKind.of(decoder.scannedPixels(bytes));
            Extraction<T> extraction = scheduler.run(kind, client, () -> {
                FaceCrops crops =
                        extractor.extract(bytes, framing, model.manifest().input());
                return new Extraction<>(crops, copier.apply(crops.image()));
            });
            FaceCrops crops = extraction.crops();
            FaceResult result = FaceResult.of(crops, model.manifest(), classifyCrops(model, crops.pixels()));
            return new CopiedResult<>(new ServedResult(model, result), extraction.copy());
        } finally {
            permits.release();
        }
    }

    private record Extraction<T>(FaceCrops crops, T copy) {}

    /**
     * The predictions for crops that have the geometry of the model's input. One batch after the other is queued: an image with many faces
     * takes no more of a batch than others.
     */
    public List<Classifier.Prediction> classifyCrops(ServedModel model, List<Picture> crops) {
        List<Classifier.Prediction> predictions = new ArrayList<>(crops.size());
        try {
            for (int from = 0; from < crops.size(); from += maxBatchSize) {
                int to = Math.min(crops.size(), from + maxBatchSize);
                predictions.addAll(
                        batcher.submit(model, crops.subList(from, to)).join());
            }
            return predictions;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof BusyException busy) {
                throw busy;
            }
            throw new IllegalStateException("The model failed.", failed.getCause());
        }
    }

    /**
     * The Grad-CAM heat map of a face, by the model version that classified it.
     *
     * @param client whose tasks take turns with those of others
     */
    public GradCam heatMap(ServedModel model, ClassifiedFace face, String client) {
        return scheduler.run(
                ComputeScheduler.TaskKind.INFERENCE,
                client,
                () -> model.heatMap(face.crop().pixels(), face.prediction().positive()));
    }

    @Override
    public void close() {
        batcher.close();
        extractor.close();
    }
}
