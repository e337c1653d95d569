package dev.gioconda.image;

/**
 * Samples a rectangle of the common frame from a picture. Every output pixel is the mean of a regular grid of bilinear
 * samples, at most one picture pixel apart, so that shrinking averages instead of skipping; beyond the picture its border is
 * repeated. Colours are averaged as stored, without going through linear light.
 */
final class Resampler {
    private Resampler() {}

    static Picture sample(Picture picture, Placement placement, CropGeometry geometry) {
        double du = geometry.width() / geometry.columns();
        double dv = geometry.height() / geometry.rows();
        int across = samples(Math.hypot(placement.xu(), placement.yu()) * du);
        int down = samples(Math.hypot(placement.xv(), placement.yv()) * dv);
        byte[] rgb = new byte[geometry.rows() * geometry.columns() * 3];
        double[] sum = new double[3];
        for (int row = 0, i = 0; row < geometry.rows(); row++) {
            for (int column = 0; column < geometry.columns(); column++, i += 3) {
                sum[0] = 0;
                sum[1] = 0;
                sum[2] = 0;
                for (int b = 0; b < down; b++) {
                    double v = geometry.y() + (row + (b + 0.5) / down) * dv;
                    for (int a = 0; a < across; a++) {
                        double u = geometry.x() + (column + (a + 0.5) / across) * du;
                        addBilinear(picture, placement.x(u, v) - 0.5, placement.y(u, v) - 0.5, sum);
                    }
                }
                put(rgb, i, sum, 1.0 / (across * down), geometry.grey());
            }
        }
        return new Picture(geometry.columns(), geometry.rows(), rgb);
    }

    private static int samples(double step) {
        return Math.max(1, (int) Math.ceil(step - 1e-9));
    }

    /** Adds the colour at (x, y), where whole numbers are the pixels' centres. */
    private static void addBilinear(Picture picture, double x, double y, double[] sum) {
        double inX = Math.min(Math.max(x, 0), picture.width() - 1);
        double inY = Math.min(Math.max(y, 0), picture.height() - 1);
        int left = (int) inX;
        int top = (int) inY;
        double right = inX - left;
        double below = inY - top;
        byte[] rgb = picture.rgb();
        int a = (top * picture.width() + left) * 3;
        int b = left + 1 < picture.width() ? a + 3 : a;
        int rowStep = top + 1 < picture.height() ? picture.width() * 3 : 0;
        double wa = (1 - right) * (1 - below);
        double wb = right * (1 - below);
        double wc = (1 - right) * below;
        double wd = right * below;
        for (int c = 0; c < 3; c++) {
            sum[c] += wa * (rgb[a + c] & 0xff)
                    + wb * (rgb[b + c] & 0xff)
                    + wc * (rgb[a + rowStep + c] & 0xff)
                    + wd * (rgb[b + rowStep + c] & 0xff);
        }
    }

    private static void put(byte[] rgb, int i, double[] sum, double weight, boolean grey) {
        if (grey) {
            byte luma = eight((0.299 * sum[0] + 0.587 * sum[1] + 0.114 * sum[2]) * weight); // ITU-R BT.601
            rgb[i] = luma;
            rgb[i + 1] = luma;
            rgb[i + 2] = luma;
        } else {
            rgb[i] = eight(sum[0] * weight);
            rgb[i + 1] = eight(sum[1] * weight);
            rgb[i + 2] = eight(sum[2] * weight);
        }
    }

    private static byte eight(double value) {
        return (byte) Math.min(255, (int) (value + 0.5));
    }
}
