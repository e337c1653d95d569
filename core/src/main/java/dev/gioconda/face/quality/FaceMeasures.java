package dev.gioconda.face.quality;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FacePoints;
import dev.gioconda.face.HeadPose;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;

/**
 * What is measured on a face for {@link FaceQuality}.
 *
 * @param eyeDistance between the eyes in pixels of the picture
 * @param sharpness root mean square of the Laplacian, divided by that of the gradient at half the resolution, in a crop of 64 x 64 pixels;
 *     about 0.6 to 1.3 in photographs, less where it is blurred or enlarged, more where it is noisy
 * @param brightness mean luma of the crop, 0 to 255
 * @param contrast standard deviation of the luma
 * @param yaw of the head in degrees, 0 if the detector gives no points
 * @param pitch of the head in degrees, 0 if the detector gives no points
 * @param detection see {@link Face#detection}
 */
public record FaceMeasures(
        double eyeDistance,
        double sharpness,
        double brightness,
        double contrast,
        double yaw,
        double pitch,
        double detection) {

    private static final int SIDE = 64;
    private static final double FRAME_EYE_DISTANCE = 39.4; // of the eyes in the aligned frame

    /** From the brows to the chin in the aligned frame. */
    private static final CropGeometry CROP = new CropGeometry(34, 82, 110, 110, SIDE, SIDE, true);

    /** Measures a face with refined points. */
    public static FaceMeasures of(Picture picture, Face face) {
        AffineMap frame = FaceCropper.frameToPicture(face);
        double[] luma = luma(FaceCropper.crop(picture, face, CROP));
        double mean = 0;
        double squares = 0;
        for (double value : luma) {
            mean += value / luma.length;
            squares += value * value / luma.length;
        }
        FacePoints points = face.points();
        HeadPose pose = points == null ? new HeadPose(0, 0, 0) : HeadPose.of(points);
        return new FaceMeasures(
                FRAME_EYE_DISTANCE * Math.hypot(frame.xu(), frame.yu()),
                laplacian(luma) / Math.max(0.5, gradient(halved(luma))),
                mean,
                Math.sqrt(Math.max(0, squares - mean * mean)),
                pose.yaw(),
                pose.pitch(),
                face.detection());
    }

    private static double[] luma(Picture gray) {
        double[] luma = new double[SIDE * SIDE];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = gray.rgb()[3 * i] & 0xff;
        }
        return luma;
    }

    private static double laplacian(double[] luma) {
        double sum = 0;
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int i = y * SIDE + x;
                double value = 4 * luma[i] - luma[i - 1] - luma[i + 1] - luma[i - SIDE] - luma[i + SIDE];
                sum += value * value;
            }
        }
        return Math.sqrt(sum / ((SIDE - 2) * (SIDE - 2)));
    }

    /** The mean of blocks of 2 x 2 pixels. */
    private static double[] halved(double[] luma) {
        int half = SIDE / 2;
        double[] halved = new double[half * half];
        for (int i = 0; i < halved.length; i++) {
            int from = i / half * 2 * SIDE + i % half * 2;
            halved[i] = (luma[from] + luma[from + 1] + luma[from + SIDE] + luma[from + SIDE + 1]) / 4;
        }
        return halved;
    }

    private static double gradient(double[] luma) {
        int side = (int) Math.sqrt(luma.length);
        double sum = 0;
        for (int y = 0; y < side - 1; y++) {
            for (int x = 0; x < side - 1; x++) {
                int i = y * side + x;
                double across = luma[i + 1] - luma[i];
                double down = luma[i + side] - luma[i];
                sum += across * across + down * down;
            }
        }
        return Math.sqrt(sum / ((side - 1) * (side - 1)));
    }
}
