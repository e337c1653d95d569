package dev.gioconda.face.segmentation;

import dev.gioconda.face.DnnNetwork;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Separates persons from the background: MediaPipe's selfie segmentation, run by OpenCV from its TensorFlow Lite file, at 256 x 256 pixels.
 * Made for persons near the camera.
 */
public final class PersonSegmenter implements AutoCloseable {

    /** The name of the network in the catalog of weights. */
    public static final String NETWORK = "person-mask";

    private static final int SIDE = 256;
    private static final double[] ZERO = {0, 0, 0};
    private static final double[] WHITE = {255, 255, 255};

    private final DnnNetwork network;

    /**
     * Reads the network.
     *
     * @throws IOException if the file cannot be read or is not a network that OpenCV runs
     */
    public PersonSegmenter(Path file) throws IOException {
        network = new DnnNetwork(file, NETWORK);
    }

    /** The mask of a picture, of its size: white where a person is, black where none is, gray between. */
    public Picture mask(Picture picture) {
        float[] probabilities = network.forward(Resampler.resize(picture, SIDE, SIDE), ZERO, WHITE); // [256 * 256]
        if (probabilities.length != SIDE * SIDE) {
            throw new IllegalStateException("%s gives %d numbers, expected %d; import the file of person-mask again."
                    .formatted(NETWORK, probabilities.length, SIDE * SIDE));
        }
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, probabilities[i / 3])));
        }
        return Resampler.resize(new Picture(SIDE, SIDE, rgb), picture.width(), picture.height());
    }

    @Override
    public void close() {
        network.close();
    }
}
