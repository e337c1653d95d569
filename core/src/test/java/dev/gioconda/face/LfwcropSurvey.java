package dev.gioconda.face;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the position of LFWcrop's box in the aligned frame: the box whose crop of the mean CelebA face correlates best with the
 * mean SMILEs face. Arguments: a folder of aligned CelebA pictures, the two folders of SMILEs. Prints the constants of
 * {@link FaceCropper}.
 */
final class LfwcropSurvey {
    private static final int MAX_FILES = 3_000;
    private static final int SIDE = 64;

    private LfwcropSurvey() {}

    public static void main(String[] folders) throws IOException {
        Picture face = mean(List.of(Path.of(folders[0])), new CropGeometry(0, 0, 178, 218, 178, 218, true));
        double[] target = inner(mean(
                List.of(Path.of(folders[1]), Path.of(folders[2])), new CropGeometry(0, 0, 178, 218, SIDE, SIDE, true)));
        double[] best = {49, 92, 78.5, 0};
        for (double step = 4; step > 0.1; step /= 2) {
            boolean moved = true;
            while (moved) {
                moved = false;
                double[] center = best.clone();
                for (int k = 0; k < 27; k++) {
                    double[] box = {
                        center[0] + (k % 3 - 1) * step,
                        center[1] + (k / 3 % 3 - 1) * step,
                        center[2] + (k / 9 - 1) * step,
                        0
                    };
                    CropGeometry geometry = new CropGeometry(box[0], box[1], box[2], box[2], SIDE, SIDE, true);
                    box[3] = correlation(target, inner(FaceCropper.crop(face, Framing.CELEBA, geometry)));
                    if (box[3] > best[3]) {
                        best = box;
                        moved = true;
                    }
                }
            }
        }
        System.out.printf("left %.2f top %.2f side %.2f correlation %.4f%n", best[0], best[1], best[2], best[3]);
    }

    private static Picture mean(List<Path> folders, CropGeometry geometry) throws IOException {
        double[] sum = new double[geometry.columns() * geometry.rows() * 3];
        int count = 0;
        SafeImageDecoder decoder = new SafeImageDecoder();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().limit(MAX_FILES).toList()) {
                    byte[] rgb = FaceCropper.crop(decoder.read(file), Framing.CELEBA, geometry)
                            .rgb();
                    for (int i = 0; i < rgb.length; i++) {
                        sum[i] += rgb[i] & 0xff;
                    }
                    count++;
                }
            }
        }
        byte[] rgb = new byte[sum.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(sum[i] / count);
        }
        return new Picture(geometry.columns(), geometry.rows(), rgb);
    }

    /** The face without its corners, where background and hair differ between the sources. */
    private static double[] inner(Picture picture) {
        double[] values = new double[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            int row = i / SIDE;
            double dx = (i % SIDE - 31.5) / 28;
            double dy = (row - 31.5) / 30;
            values[i] = dx * dx + dy * dy < 1 ? picture.rgb()[3 * i] & 0xff : -1;
        }
        return values;
    }

    private static double correlation(double[] a, double[] b) {
        double n = 0;
        double sa = 0;
        double sb = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] >= 0) {
                n++;
                sa += a[i];
                sb += b[i];
                aa += a[i] * a[i];
                bb += b[i] * b[i];
                ab += a[i] * b[i];
            }
        }
        return (n * ab - sa * sb) / Math.sqrt((n * aa - sa * sa) * (n * bb - sb * sb));
    }
}
