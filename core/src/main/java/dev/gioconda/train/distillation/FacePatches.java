package dev.gioconda.train.distillation;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.data.load.Faces;
import dev.gioconda.faceapi.DescriptorNet;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.tensor.Tensors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Aligned faces with their surroundings, from which the chips of both networks are cut after augmentation.
 *
 * @param faces cropped by {@link #GEOMETRY}
 * @param colored positions of the pictures with color // [colored]
 */
record FacePatches(Faces faces, int[] colored) {

    private static final int SIDE = 160;
    private static final double MARGIN = 1.25; // the patch's side in sides of the chip
    private static final int COLOR = 10; // difference of two channels from which a picture is in color
    private static final int CHIP = (int) (SIDE / MARGIN);

    /** The chip's rectangle in the aligned frame, enlarged about its center. */
    static final CropGeometry GEOMETRY = new CropGeometry(
            DescriptorNet.CHIP.x() - (MARGIN - 1) / 2 * DescriptorNet.CHIP.width(),
            DescriptorNet.CHIP.y() - (MARGIN - 1) / 2 * DescriptorNet.CHIP.height(),
            MARGIN * DescriptorNet.CHIP.width(),
            MARGIN * DescriptorNet.CHIP.height(),
            SIDE,
            SIDE,
            false);

    static FacePatches of(Faces faces) {
        int[] colored = IntStream.range(0, faces.size())
                .filter(i -> isColored(faces.picture(i)))
                .toArray();
        return new FacePatches(
                faces,
                colored.length > 0 ? colored : IntStream.range(0, faces.size()).toArray());
    }

    private static boolean isColored(Picture picture) {
        byte[] rgb = picture.rgb();
        for (int i = 0; i + 2 < rgb.length; i += 3) {
            if (Math.abs((rgb[i] & 0xff) - (rgb[i + 2] & 0xff)) > COLOR) {
                return true;
            }
        }
        return false;
    }

    /** The faces as they are. // [n, 3, 150, 150] */
    Tensor chips(int[] positions) {
        return chips(faces.pictures(positions));
    }

    /** Mixed and augmented faces. // [n, 3, 150, 150] */
    Tensor trainingChips(
            int[] positions,
            FaceMixing mixing,
            Augmentation augmentation,
            Generator generator,
            SplittableRandom random) {
        int morphs = (int) Math.round(mixing.morph() * positions.length);
        int composites = (int) Math.round(mixing.composite() * positions.length);
        TensorVector parts = new TensorVector();
        if (morphs > 0) {
            int[] others = random.ints(morphs, 0, faces.size()).toArray();
            parts.push_back(FaceMixing.morphed(
                    faces.pictures(Arrays.copyOf(positions, morphs)), faces.pictures(others), generator));
        }
        if (composites > 0) {
            int[] others = random.ints(composites, 0, colored.length)
                    .map(i -> colored[i])
                    .toArray();
            parts.push_back(FaceMixing.composed(
                    faces.pictures(Arrays.copyOfRange(positions, morphs, morphs + composites)),
                    faces.pictures(others)));
        }
        if (morphs + composites < positions.length) {
            parts.push_back(faces.pictures(Arrays.copyOfRange(positions, morphs + composites, positions.length)));
        }
        Tensor patches = torch.cat(parts, 0); // [n, 3, 160, 160]
        return chips(augmentation.apply(reduceSome(patches, mixing.lowResolution(), random), generator));
    }

    /** Reduces one run of consecutive pictures, which may go around the end of the batch. */
    private static Tensor reduceSome(Tensor patches, double share, SplittableRandom random) {
        int n = (int) patches.size(0);
        int count = (int) Math.round(share * n);
        int start = random.nextInt(n);
        int[] chosen = IntStream.range(0, count).map(i -> (start + i) % n).toArray();
        double draw = random.nextDouble();
        if (count == 0) {
            return patches;
        }
        Tensor indices = Tensors.indices(chosen);
        return patches.index_copy(0, indices, FaceMixing.reduced(patches.index_select(0, indices), draw));
    }

    private static Tensor chips(Tensor patches) {
        long offset = (SIDE - CHIP) / 2;
        Tensor inner = patches.narrow(2, offset, CHIP).narrow(3, offset, CHIP);
        return torch.upsample_bilinear2d(inner, new long[] {EmbeddingNet.SIDE, EmbeddingNet.SIDE}, false);
    }
}
