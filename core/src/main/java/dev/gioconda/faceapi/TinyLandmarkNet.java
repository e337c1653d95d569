package dev.gioconda.faceapi;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.List;

/** The 68 landmarks of a face, with three dense blocks, a fifth of the weights. Thread-safe. */
public final class TinyLandmarkNet {

    static final String MODEL = "face_landmark_68_tiny";
    static final SquareInput INPUT = SquareInput.ofFace(112);

    private final NetWeights weights;
    private final LayerChain layers;

    TinyLandmarkNet(NetWeights weights) throws IOException {
        this.weights = weights;
        layers = DenseBlock.chain(weights, 3, 3, 2 * Landmarks.COUNT);
    }

    /**
     * The landmarks in pixels of the crop.
     *
     * @param face crop of a detected face
     */
    public Landmarks landmarks(Picture face) {
        float[] outputs = weights.run(() -> Tensors.floats(layers.apply(INPUT.tensor(List.of(face)))));
        return Landmarks.ofSquare(outputs, face.width(), face.height());
    }

    LayerChain layers() {
        return layers;
    }
}
