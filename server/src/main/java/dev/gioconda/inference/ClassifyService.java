package dev.gioconda.inference;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.FaceDetector;
import dev.gioconda.image.face.Framing;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.GradCam;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * From a picture's bytes to an {@link FaceResult}: decode, find the faces, crop, ask. As many pictures are decoded at once as
 * there are cores; a few more wait for their turn; the rest are turned away.
 */
public final class ClassifyService implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final SafeImageDecoder decoder;
    private final Batcher batcher;
    private final Semaphore permits;
    private final ComputeScheduler scheduler;
    private final BlockingQueue<FaceDetector> idleDetectors = new LinkedBlockingQueue<>();
    private volatile ServedModel serving;

    /**
     * @param decoder for the pictures
     * @param initialModel the model that answers until {@link #swap}
     * @param limits of the batches; also of how many pictures may wait
     * @param scheduler where everything is computed
     */
    public ClassifyService(
            SafeImageDecoder decoder,
            ServedModel initialModel,
            Batcher.BatchLimits limits,
            ComputeScheduler scheduler) {
        this.decoder = decoder;
        this.serving = initialModel;
        this.batcher = new Batcher(limits, scheduler);
        this.permits = new Semaphore(limits.maxQueued());
        this.scheduler = scheduler;
        FaceDetector detector = new FaceDetector();
        detector.detect(new Picture(320, 240, new byte[320 * 240 * 3])); // the first look is slow
        idleDetectors.add(detector);
    }

    /** The model that answers now. */
    public ServedModel serving() {
        return serving;
    }

    /** From now on this model answers; requests that came before keep the one they began with. */
    public void swap(ServedModel next) {
        serving = next;
    }

    /** The batches, to be counted. */
    public Batcher batcher() {
        return batcher;
    }

    /**
     * Looks at a picture.
     *
     * @param bytes of a JPEG or PNG file
     * @param framing {@link Framing#PHOTO} where faces must be found, else how the one face sits in it
     * @throws RefusedPictureException when it is no such picture
     * @throws BusyException when there is too much to do
     */
    public FaceResult classify(byte[] bytes, Framing framing) throws RefusedPictureException {
        return classify(bytes, framing, serving);
    }

    /** Likewise by a model that need not be the one that answers now. */
    public FaceResult classify(byte[] bytes, Framing framing, ServedModel model) throws RefusedPictureException {
        if (!permits.tryAcquire()) {
            throw new BusyException("Too many pictures wait to be looked at. Try again in two seconds.", RETRY_AFTER);
        }
        try {
            FaceCrops faceCrops = scheduler.run(
                    ComputeScheduler.TaskKind.IMAGE,
                    () -> detectAndCrop(bytes, framing, model.manifest().input()));
            return new FaceResult(
                    faceCrops.picture(), framing, model, faceCrops.faces(), classifyCrops(model, faceCrops.crops()));
        } finally {
            permits.release();
        }
    }

    /** The answers about crops that have the model's geometry. */
    public List<Classifier.Prediction> classifyCrops(ServedModel model, List<Picture> crops) {
        try {
            return batcher.submit(model, crops).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof BusyException busy) {
                throw busy;
            }
            throw new IllegalStateException("The model failed.", failed.getCause());
        }
    }

    /** Where a model looked. */
    public GradCam heatMap(ServedModel model, Picture crop, boolean yes) {
        return scheduler.run(ComputeScheduler.TaskKind.INFERENCE, () -> model.heatMap(crop, yes));
    }

    private record FaceCrops(Picture picture, List<Face> faces, List<Picture> crops) {}

    private FaceCrops detectAndCrop(byte[] bytes, Framing framing, CropGeometry input) throws RefusedPictureException {
        Picture picture = decoder.decode(bytes);
        if (framing != Framing.PHOTO) {
            Face wholeFrame = new Face(0, 0, picture.width(), picture.height(), 0, 1);
            return new FaceCrops(picture, List.of(wholeFrame), List.of(FaceCropper.crop(picture, framing, input)));
        }
        FaceDetector pooled = idleDetectors.poll();
        FaceDetector detector = pooled == null ? new FaceDetector() : pooled;
        try {
            List<Face> faces = detector.detectLargestFirst(picture);
            return new FaceCrops(
                    picture,
                    faces,
                    faces.stream()
                            .map(face -> FaceCropper.crop(picture, face, input))
                            .toList());
        } finally {
            idleDetectors.add(detector);
        }
    }

    @Override
    public void close() {
        batcher.close();
        idleDetectors.forEach(FaceDetector::close);
        idleDetectors.clear();
    }
}
