package dev.gioconda.train.detection;

import dev.gioconda.detection.CellBoxes;
import dev.gioconda.detection.DetectedObject;
import dev.gioconda.nn.DetectorNet;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The loss of a batch of scenes: focal loss of the scores (Lin et al. 2017, arXiv 1708.02002), and smooth L1 of boxes and points in units
 * of the object's side, per positive cell.
 *
 * @param scores targets of the scores // [n, cells]
 * @param weights 0 for ignored cells // [n, cells]
 * @param positives indices of the positive cells in the flattened batch // [p]
 * @param codes of their objects, see {@link CellBoxes} // [p, 14]
 * @param scales stride divided by the object's side; 0 for unknown points // [p, 14]
 */
record DetectorLoss(Tensor scores, Tensor weights, Tensor positives, Tensor codes, Tensor scales) {

    private static final double FOCUS = 2; // exponent of the focal loss
    private static final double POSITIVE_WEIGHT = 0.5; // and 1 - it of background cells
    private static final double BETA = 0.02; // of smooth L1: quadratic below 2 % of the side
    private static final double BOX_WEIGHT = 4;
    private static final double POINT_WEIGHT = 4;

    /** The loss for the annotations of scenes of one size. */
    static DetectorLoss of(List<AnnotatedPicture> scenes) {
        int side = scenes.get(0).picture().width();
        List<CellBoxes.Cell> cells = new CellBoxes(side, side).cells();
        float[] scores = new float[scenes.size() * cells.size()];
        float[] weights = new float[scores.length];
        List<Integer> positives = new ArrayList<>();
        List<float[]> codes = new ArrayList<>();
        List<float[]> scales = new ArrayList<>();
        for (int n = 0; n < scenes.size(); n++) {
            CellTargets targets = new CellTargets(scenes.get(n));
            for (int i = 0; i < cells.size(); i++) {
                int object = targets.object(i);
                int at = n * cells.size() + i;
                weights[at] = object == CellTargets.IGNORED ? 0 : 1;
                if (object >= 0) {
                    DetectedObject found = scenes.get(n).objects().get(object);
                    scores[at] = 1;
                    positives.add(at);
                    codes.add(cells.get(i).encode(found));
                    scales.add(scales(found, cells.get(i).stride()));
                }
            }
        }
        return new DetectorLoss(
                Tensors.of(scores, scenes.size(), cells.size()),
                Tensors.of(weights, scenes.size(), cells.size()),
                Tensors.indices(positives.stream().mapToInt(Integer::intValue).toArray()),
                rows(codes),
                rows(scales));
    }

    private static float[] scales(DetectedObject object, int stride) {
        float[] scales = new float[DetectorNet.OUTPUTS];
        float lengths = (float) (stride / object.side());
        scales[CellBoxes.BOX] = lengths;
        scales[CellBoxes.BOX + 1] = lengths;
        scales[CellBoxes.BOX + 2] = 1; // logarithms have no unit
        scales[CellBoxes.BOX + 3] = 1;
        for (int i = 0; i < 2 * object.points().size(); i++) {
            scales[CellBoxes.POINTS + i] = lengths;
        }
        return scales;
    }

    private static Tensor rows(List<float[]> rows) {
        float[] all = new float[rows.size() * (DetectorNet.OUTPUTS - 1)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 1, all, i * (DetectorNet.OUTPUTS - 1), DetectorNet.OUTPUTS - 1);
        }
        return Tensors.of(all, rows.size(), DetectorNet.OUTPUTS - 1);
    }

    /** @param outputs of the network // [n, cells, 15] to a scalar */
    Tensor of(Tensor outputs) {
        double count = Math.max(1, positives.size(0));
        Tensor logits = outputs.select(2, 0); // [n, cells]
        Tensor probability = logits.sigmoid();
        Tensor wrong = scores.sub(probability).abs(); // [n, cells] 1 - probability of the target
        Tensor balance = Ops.plus(Ops.scale(scores, 2 * POSITIVE_WEIGHT - 1), 1 - POSITIVE_WEIGHT); // [n, cells]
        Tensor crossEntropy = torch.binary_cross_entropy_with_logits(
                logits, scores, new TensorOptional(weights), new TensorOptional(), 0);
        Tensor loss = Ops.scale(
                crossEntropy.mul(balance).mul(wrong.pow(new Scalar(FOCUS))).sum(), 1 / count);
        if (positives.size(0) == 0) {
            return loss;
        }
        Tensor found = outputs.reshape(-1, DetectorNet.OUTPUTS)
                .index_select(0, positives)
                .narrow(1, 1, DetectorNet.OUTPUTS - 1); // [p, 14]
        Tensor error = torch.smooth_l1_loss(found.mul(scales), codes.mul(scales), 0, BETA); // [p, 14]
        Tensor boxes = error.narrow(1, 0, 4).sum();
        Tensor points = error.narrow(1, 4, 2 * CellBoxes.POINT_COUNT).sum();
        return loss.add(Ops.scale(boxes, BOX_WEIGHT / 4 / count)).add(Ops.scale(points, POINT_WEIGHT / 10 / count));
    }
}
