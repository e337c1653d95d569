package dev.gioconda.recognition;

import dev.gioconda.face.DnnNetwork;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import java.io.IOException;
import java.nio.file.Path;

/**
 * MobileFaceNet (Chen and others 2018, "MobileFaceNets: Efficient CNNs for Accurate Real-Time Face Verification on Mobile Devices"),
 * trained with ArcFace on MS-Celeb-1M: unit vectors of 128 numbers. The vector is the mean of the face and its mirror image.
 */
final class MobileFaceNetEmbedder implements FaceEmbedder {

    static final String ID = "mobilefacenet";
    private static final int DIMENSIONS = 128;

    /** ArcFace's template of 112 x 112 pixels in the aligned frame: the similarity that fits its five points to those of {@link FaceCropper}. */
    private static final CropGeometry INPUT = new CropGeometry(30.0, 57.6, 117.4, 117.4, 112, 112, false);

    /** Of ImageNet's pixels, as the network was trained. */
    private static final double[] MEAN = {123.675, 116.28, 103.53};

    private static final double[] DEVIATION = {58.395, 57.12, 57.375};

    private final DnnNetwork network;

    MobileFaceNetEmbedder(Path file) throws IOException {
        network = new DnnNetwork(file, ID);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public MatchCalibration calibration() {
        return MatchCalibration.of(ID);
    }

    @Override
    public float[] embed(Picture image, Face face) {
        Picture chip = FaceCropper.crop(image, face, INPUT);
        float[] upright = Vectors.scaledToUnit(network.forward(chip, MEAN, DEVIATION), 1);
        float[] mirrored =
                Vectors.scaledToUnit(network.forward(Orientation.MIRRORED.upright(chip), MEAN, DEVIATION), 1);
        return Vectors.scaledToUnit(Vectors.sum(upright, mirrored), 1);
    }

    @Override
    public void close() {
        network.close();
    }
}
