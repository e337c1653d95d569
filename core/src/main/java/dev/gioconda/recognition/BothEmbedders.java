package dev.gioconda.recognition;

import dev.gioconda.face.Face;
import dev.gioconda.image.Picture;

/** The vectors of two embedders side by side, which errs less than each alone: half the unit vector of MobileFaceNet, then dlib's vector. */
final class BothEmbedders implements FaceEmbedder {

    static final String ID = "both";
    private static final double WEIGHT = 0.5;

    private final FaceEmbedder mobileFaceNet;
    private final FaceEmbedder dlib;

    BothEmbedders(FaceEmbedder mobileFaceNet, FaceEmbedder dlib) {
        this.mobileFaceNet = mobileFaceNet;
        this.dlib = dlib;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int dimensions() {
        return mobileFaceNet.dimensions() + dlib.dimensions();
    }

    @Override
    public MatchCalibration calibration() {
        return MatchCalibration.of(ID);
    }

    @Override
    public float[] embed(Picture image, Face face) {
        return Vectors.concatenated(
                Vectors.scaledToUnit(mobileFaceNet.embed(image, face), WEIGHT), dlib.embed(image, face));
    }

    @Override
    public void close() {
        try {
            mobileFaceNet.close();
        } finally {
            dlib.close();
        }
    }
}
