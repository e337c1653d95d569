package dev.gioconda.bench;

import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.face.quality.FaceMeasures;
import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.face.quality.QualityReason;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.image.corruption.Corruption;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.recognition.FaceEmbedder;
import dev.gioconda.recognition.FaceEmbedders;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Fits the weights of {@link FaceQuality} and measures how well it predicts errors. Arguments: data sets with the attribute Smiling, the
 * part to fit on, the part to measure on, and optionally the detector. Every picture is used unchanged and with {@value #COPIES} random
 * corruptions. A face is right if the embedded smile model is right and its embedding is within the threshold of a false match rate of 0.001 of the
 * unchanged picture's.
 */
public final class FaceQualityFit {

    private static final List<Corruption> KINDS = List.of(Corruption.values());
    private static final int COPIES = 6;
    private static final int STEPS = 20_000;
    private static final double RATE = 0.05;

    private record Sample(FaceMeasures measures, boolean smileRight, boolean recognized) {
        boolean right() {
            return smileRight && recognized;
        }
    }

    private FaceQualityFit() {}

    public static void main(String[] arguments) throws IOException {
        String detector = arguments.length > 3 ? arguments[3] : FaceDetectors.AUTO;
        List<Sample> fitted = samples(arguments[0], arguments[1], detector);
        double[] weights = fit(fitted);
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "bias %.2f, weights: ", weights[0]));
        QualityReason[] reasons = QualityReason.values();
        for (int i = 0; i < reasons.length; i++) {
            line.append(String.format(Locale.ROOT, "%s %.2f, ", reasons[i], weights[1 + i]));
        }
        System.out.println(line + "on " + fitted.size() + " faces");
        List<Sample> measured = samples(arguments[0], arguments[2], detector);
        report("fitted", measured, sample -> probability(weights, sample.measures()));
        report("shipped", measured, sample -> FaceQuality.of(sample.measures()).score());
    }

    private static List<Sample> samples(String data, String part, String detectorId) throws IOException {
        OfficialWeights files = OfficialWeights.forCurrentUser();
        SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);
        Random random = new Random(7);
        List<Sample> samples = new ArrayList<>();
        Classifier classifier = Classifier.load(LocalModels.embedded());
        try (FaceDetector detector = FaceDetectors.named(detectorId, files).open();
                FaceEmbedder embedder = new FaceEmbedders(files).open(FaceEmbedders.AUTO)) {
            double threshold = embedder.calibration().threshold(0.001);
            int label = Datasets.open(data, true).indexOf("Smiling");
            for (Map.Entry<Example, byte[]> entry :
                    DetectionRecall.bytes(data, part).entrySet()) {
                Picture picture = decoder.decode(entry.getValue());
                Optional<Face> clean = face(detector, picture);
                if (clean.isEmpty()) {
                    continue;
                }
                float[] embedding = embedder.embed(picture, clean.get());
                boolean smiling = entry.getKey().labels()[label] == 1;
                for (int copy = 0; copy <= COPIES; copy++) {
                    Picture changed = copy == 0 ? picture : corrupted(picture, random);
                    Optional<Face> face = face(detector, changed);
                    if (face.isPresent()) {
                        samples.add(new Sample(
                                FaceMeasures.of(changed, face.get()),
                                smiles(classifier, changed, face.get()) == smiling,
                                distance(embedding, embedder.embed(changed, face.get())) < threshold));
                    }
                }
            }
        }
        return samples;
    }

    private static Picture corrupted(Picture picture, Random random) {
        Corruption kind = KINDS.get(random.nextInt(KINDS.size()));
        double strength = kind.strengths().get(random.nextInt(kind.strengths().size()));
        return kind.apply(picture, strength, new SplittableRandom(random.nextLong()));
    }

    private static Optional<Face> face(FaceDetector detector, Picture picture) {
        return detector.detect(picture).stream().findFirst().map(face -> detector.refined(picture, face));
    }

    private static boolean smiles(Classifier classifier, Picture picture, Face face) {
        return classifier
                .classify(List.of(
                        FaceCropper.crop(picture, face, classifier.manifest().input())))
                .get(0)
                .positive();
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    private static double probability(double[] weights, FaceMeasures face) {
        double logit = weights[0];
        QualityReason[] reasons = QualityReason.values();
        for (int i = 0; i < reasons.length; i++) {
            logit -= weights[1 + i] * reasons[i].penalty(face);
        }
        return 1 / (1 + Math.exp(-logit));
    }

    /** Gradient descent on the cross-entropy; the weights of penalties stay 0 or more. */
    private static double[] fit(List<Sample> samples) {
        QualityReason[] reasons = QualityReason.values();
        double[][] penalties = samples.stream()
                .map(sample -> {
                    double[] row = new double[reasons.length];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = reasons[i].penalty(sample.measures());
                    }
                    return row;
                })
                .toArray(double[][]::new);
        double[] weights = new double[1 + reasons.length];
        weights[0] = 2;
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[weights.length];
            for (int n = 0; n < penalties.length; n++) {
                double logit = weights[0];
                for (int i = 0; i < reasons.length; i++) {
                    logit -= weights[1 + i] * penalties[n][i];
                }
                double error = 1 / (1 + Math.exp(-logit)) - (samples.get(n).right() ? 1 : 0);
                gradient[0] += error;
                for (int i = 0; i < reasons.length; i++) {
                    gradient[1 + i] -= error * penalties[n][i];
                }
            }
            for (int i = 0; i < weights.length; i++) {
                double moved = weights[i] - RATE * gradient[i] / penalties.length;
                weights[i] = i == 0 ? moved : Math.max(0, moved);
            }
        }
        return weights;
    }

    private static void report(String name, List<Sample> samples, ToDoubleFunction<Sample> quality) {
        List<Sample> sorted =
                samples.stream().sorted(Comparator.comparingDouble(quality)).toList();
        long wrong = sorted.stream().filter(sample -> !sample.right()).count();
        double ranks = 0;
        for (int i = 0; i < sorted.size(); i++) {
            ranks += sorted.get(i).right() ? i + 1 : 0;
        }
        long right = sorted.size() - wrong;
        double auc = (ranks - right * (right + 1) / 2.0) / ((double) right * wrong);
        System.out.printf(
                Locale.ROOT, "%s: %d faces, %d wrong, AUC of the quality %.3f%n", name, sorted.size(), wrong, auc);
        double[] limits = {0, 0.2, 0.4, 0.6, 0.8, 1.000001};
        for (int i = 0; i + 1 < limits.length; i++) {
            double low = limits[i];
            double high = limits[i + 1];
            List<Sample> inside = sorted.stream()
                    .filter(sample -> quality.applyAsDouble(sample) >= low && quality.applyAsDouble(sample) < high)
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "  quality %.1f to %.1f: %d faces, mean quality %.2f, right %.2f (smile %.2f, recognized %.2f)%n",
                    low,
                    Math.min(1, high),
                    inside.size(),
                    inside.stream().mapToDouble(quality).average().orElse(0),
                    inside.stream().mapToInt(s -> s.right() ? 1 : 0).average().orElse(0),
                    inside.stream()
                            .mapToInt(s -> s.smileRight() ? 1 : 0)
                            .average()
                            .orElse(0),
                    inside.stream()
                            .mapToInt(s -> s.recognized() ? 1 : 0)
                            .average()
                            .orElse(0));
        }
    }
}
