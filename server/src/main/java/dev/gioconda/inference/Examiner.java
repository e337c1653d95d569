package dev.gioconda.inference;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.FaceDetector;
import dev.gioconda.image.face.Framing;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.HeatMap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * From a picture's bytes to an {@link Examination}: decode, find the faces, crop, ask. As many pictures are decoded at once as
 * there are cores; a few more wait for their turn; the rest are turned away.
 */
public final class Examiner implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final ImageDoor door;
    private final Batcher batcher;
    private final Semaphore admitted;
    private final Cores cores;
    private final BlockingQueue<FaceDetector> idle = new LinkedBlockingQueue<>();
    private volatile ServedModel serving;

    /**
     * @param door for the pictures
     * @param first the model that answers until {@link #swap}
     * @param limits of the batches; also of how many pictures may wait
     * @param cores where everything is computed
     */
    public Examiner(ImageDoor door, ServedModel first, Batcher.Limits limits, Cores cores) {
        this.door = door;
        this.serving = first;
        this.batcher = new Batcher(limits, cores);
        this.admitted = new Semaphore(limits.waiting());
        this.cores = cores;
        FaceDetector detector = new FaceDetector();
        detector.detect(new Picture(320, 240, new byte[320 * 240 * 3])); // the first look is slow
        idle.add(detector);
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
    public Examination examine(byte[] bytes, Framing framing) throws RefusedPictureException {
        return examine(bytes, framing, serving);
    }

    /** Likewise by a model that need not be the one that answers now. */
    public Examination examine(byte[] bytes, Framing framing, ServedModel model) throws RefusedPictureException {
        if (!admitted.tryAcquire()) {
            throw new BusyException("Too many pictures wait to be looked at. Try again in two seconds.", SOON);
        }
        try {
            Seen seen = cores.take(
                    Cores.Kind.LOOK, () -> see(bytes, framing, model.manifest().input()));
            return new Examination(seen.picture(), framing, model, seen.faces(), answers(model, seen.crops()));
        } finally {
            admitted.release();
        }
    }

    /** The answers about crops that have the model's geometry. */
    public List<Classifier.Answer> answers(ServedModel model, List<Picture> crops) {
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
    public HeatMap heat(ServedModel model, Picture crop, boolean yes) {
        return cores.take(Cores.Kind.ANSWER, () -> model.heat(crop, yes));
    }

    private record Seen(Picture picture, List<Face> faces, List<Picture> crops) {}

    private Seen see(byte[] bytes, Framing framing, CropGeometry input) throws RefusedPictureException {
        Picture picture = door.decode(bytes);
        if (framing != Framing.PHOTO) {
            Face whole = new Face(0, 0, picture.width(), picture.height(), 0, 1);
            return new Seen(picture, List.of(whole), List.of(FaceCropper.crop(picture, framing, input)));
        }
        FaceDetector mine = idle.poll();
        FaceDetector detector = mine == null ? new FaceDetector() : mine;
        try {
            List<Face> faces = detector.bySize(picture);
            return new Seen(
                    picture,
                    faces,
                    faces.stream()
                            .map(face -> FaceCropper.crop(picture, face, input))
                            .toList());
        } finally {
            idle.add(detector);
        }
    }

    @Override
    public void close() {
        batcher.close();
        idle.forEach(FaceDetector::close);
        idle.clear();
    }
}
