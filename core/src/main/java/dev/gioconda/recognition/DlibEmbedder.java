package dev.gioconda.recognition;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.faceapi.FaceApi;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** dlib's network of 29 convolutions, as face-api distributes it: vectors of 128 numbers, not normalized. */
final class DlibEmbedder implements FaceEmbedder {

    static final String ID = "dlib";
    static final String NETWORK = "face-api";

    /** dlib's chip of 150 x 150 pixels with a padding of 0.25, in the aligned frame: eyes at (47.7, 47.1) and (100.3, 47.1) of the chip. */
    private static final CropGeometry INPUT = new CropGeometry(33.2, 77.0, 112.4, 112.4, 150, 150, false);

    private final FaceApi networks;

    DlibEmbedder(Path file) throws IOException {
        networks = FaceApi.open(file);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int dimensions() {
        return 128;
    }

    @Override
    public MatchCalibration calibration() {
        return MatchCalibration.of(ID);
    }

    @Override
    public float[] embed(Picture image, Face face) {
        try {
            return networks.descriptorNet().describe(FaceCropper.crop(image, face, INPUT));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    @Override
    public void close() {
        try {
            networks.close();
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }
}
