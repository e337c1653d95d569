package dev.gioconda.recognition;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.faceapi.DescriptorNet;
import dev.gioconda.faceapi.FaceApi;
import dev.gioconda.image.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** dlib's network of 29 convolutions, as face-api distributes it: vectors of 128 numbers, not normalized. */
final class DlibEmbedder implements FaceEmbedder {

    static final String ID = "dlib";
    static final String NETWORK = "face-api";

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
            return networks.descriptorNet().describe(FaceCropper.crop(image, face, DescriptorNet.CHIP));
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
