package dev.gioconda.recognition.evaluation;

import dev.gioconda.recognition.MatchCalibration;
import dev.gioconda.recognition.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * Verification of pairs of faces in ten folds that share no person: all pairs of one person, and as many pairs of two persons at random. The
 * threshold of a fold is the best one of the other nine.
 *
 * @param pairs the number of pairs, half of them of one person
 * @param accuracy mean over the folds
 * @param standardError of that mean
 * @param areaUnderCurve of the pairs of one person against all pairs of two persons
 * @param thresholds distances at false match rates, with the share of pairs of one person below them, the lowest rate first
 * @param center of the logistic function that fits the balanced pairs
 * @param steepness of that function
 */
public record Verification(
        int pairs,
        double accuracy,
        double standardError,
        double areaUnderCurve,
        List<OperatingPoint> thresholds,
        double center,
        double steepness) {

    private static final int FOLDS = 10;

    /**
     * A threshold of the distance.
     *
     * @param falseMatchRate share of all pairs of two persons below it
     * @param trueMatchRate share of all pairs of one person below it
     */
    public record OperatingPoint(double falseMatchRate, double distance, double trueMatchRate) {}

    /** Two faces, of one person or not. */
    private record Pair(boolean same, double distance) {}

    /**
     * Evaluates embeddings.
     *
     * @param persons of the embeddings, in their order
     * @param random draws the folds and the pairs of two persons
     * @throws IllegalArgumentException if fewer than ten persons have two faces, or there are fewer than twenty persons
     */
    public static Verification of(List<float[]> embeddings, List<String> persons, SplittableRandom random) {
        List<List<Pair>> folds = folds(embeddings, persons, random);
        List<Pair> pairs = folds.stream().flatMap(List::stream).toList();
        double[] accuracies = new double[FOLDS];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<List<Pair>> others = new ArrayList<>(folds);
            List<Pair> tested = others.remove(fold);
            accuracies[fold] = accuracy(
                    tested, bestThreshold(others.stream().flatMap(List::stream).toList()));
        }
        double mean = Arrays.stream(accuracies).average().orElseThrow();
        double squares =
                Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
        double[] same = distances(embeddings, persons, true);
        double[] different = distances(embeddings, persons, false);
        List<OperatingPoint> thresholds = MatchCalibration.RATES.stream()
                .map(rate -> operatingPoint(rate, same, different))
                .toList();
        double[] logistic = logistic(pairs);
        return new Verification(
                pairs.size(),
                mean,
                Math.sqrt(squares / (FOLDS - 1) / FOLDS),
                areaUnderCurve(same, different),
                thresholds,
                logistic[0],
                logistic[1]);
    }

    private static List<List<Pair>> folds(List<float[]> embeddings, List<String> persons, SplittableRandom random) {
        Map<String, List<Integer>> faces = new LinkedHashMap<>();
        for (int i = 0; i < persons.size(); i++) {
            faces.computeIfAbsent(persons.get(i), person -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> people = new ArrayList<>(faces.values());
        long several = people.stream().filter(list -> list.size() > 1).count();
        if (several < FOLDS) {
            throw new IllegalArgumentException(
                    "%d persons have two or more faces; expected at least %d, one for each fold."
                            .formatted(several, FOLDS));
        }
        if (people.size() < 2 * FOLDS) {
            throw new IllegalArgumentException("There are %d persons; expected at least %d, two for each fold."
                    .formatted(people.size(), 2 * FOLDS));
        }
        shuffle(people, random);
        people.sort((a, b) -> Boolean.compare(b.size() > 1, a.size() > 1)); // so that each fold has pairs of one person
        List<List<Pair>> folds = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<List<Integer>> members = new ArrayList<>();
            for (int i = fold; i < people.size(); i += FOLDS) {
                members.add(people.get(i));
            }
            folds.add(pairs(members, embeddings, random));
        }
        return folds;
    }

    private static List<Pair> pairs(List<List<Integer>> people, List<float[]> embeddings, SplittableRandom random) {
        List<Pair> pairs = new ArrayList<>();
        for (List<Integer> person : people) {
            for (int i = 0; i < person.size(); i++) {
                for (int j = 0; j < i; j++) {
                    pairs.add(pair(person.get(i), person.get(j), true, embeddings));
                }
            }
        }
        for (int count = pairs.size(); count > 0; count--) {
            int first = random.nextInt(people.size());
            int second = (first + 1 + random.nextInt(people.size() - 1)) % people.size();
            pairs.add(pair(any(people.get(first), random), any(people.get(second), random), false, embeddings));
        }
        return pairs;
    }

    private static Pair pair(int a, int b, boolean same, List<float[]> embeddings) {
        return new Pair(same, Vectors.distance(embeddings.get(a), embeddings.get(b)));
    }

    private static int any(List<Integer> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    private static void shuffle(List<List<Integer>> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    private static double accuracy(List<Pair> pairs, double threshold) {
        return pairs.stream()
                        .filter(pair -> pair.distance() < threshold == pair.same())
                        .count()
                / (double) pairs.size();
    }

    private static double bestThreshold(List<Pair> pairs) {
        List<Pair> sorted = new ArrayList<>(pairs);
        sorted.sort(Comparator.comparingDouble(Pair::distance));
        int right = (int) pairs.stream().filter(pair -> !pair.same()).count(); // all count as two persons
        int best = right;
        double threshold = 0;
        for (int i = 0; i < sorted.size(); i++) {
            right += sorted.get(i).same() ? 1 : -1;
            if (right > best) {
                best = right;
                double next = i + 1 < sorted.size()
                        ? sorted.get(i + 1).distance()
                        : sorted.get(i).distance() + 1;
                threshold = (sorted.get(i).distance() + next) / 2;
            }
        }
        return threshold;
    }

    /** The distances of all pairs of one person, or of all pairs of two persons, in ascending order. */
    private static double[] distances(List<float[]> embeddings, List<String> persons, boolean same) {
        DoubleStream.Builder distances = DoubleStream.builder();
        for (int i = 0; i < persons.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (persons.get(i).equals(persons.get(j)) == same) {
                    distances.add(Vectors.distance(embeddings.get(i), embeddings.get(j)));
                }
            }
        }
        return distances.build().sorted().toArray();
    }

    private static OperatingPoint operatingPoint(double rate, double[] same, double[] different) {
        double distance = different[(int) (rate * different.length)];
        return new OperatingPoint(rate, distance, below(same, distance) / (double) same.length);
    }

    private static double areaUnderCurve(double[] same, double[] different) {
        double sum = 0;
        for (double distance : same) {
            sum += different.length - below(different, distance);
        }
        return sum / same.length / different.length;
    }

    /** The number of values of a sorted array below a limit. */
    private static int below(double[] sorted, double limit) {
        int found = Arrays.binarySearch(sorted, limit);
        int i = found < 0 ? -found - 1 : found;
        while (i > 0 && sorted[i - 1] == limit) {
            i--;
        }
        return i;
    }

    /** Center and steepness of the logistic function with the highest likelihood, by Newton's method. */
    private static double[] logistic(List<Pair> pairs) {
        double offset = 0; // log-odds = offset - steepness * (distance - middle)
        double steepness = 1;
        double middle = pairs.stream().mapToDouble(Pair::distance).average().orElseThrow();
        for (int step = 0; step < 50; step++) {
            double g0 = 0;
            double g1 = 0;
            double h00 = 1e-9;
            double h01 = 0;
            double h11 = 1e-9;
            for (Pair pair : pairs) {
                double x = middle - pair.distance();
                double p = 1 / (1 + Math.exp(-offset - steepness * x));
                double error = (pair.same() ? 1 : 0) - p;
                double weight = p * (1 - p);
                g0 += error;
                g1 += error * x;
                h00 += weight;
                h01 += weight * x;
                h11 += weight * x * x;
            }
            double determinant = h00 * h11 - h01 * h01;
            offset += (h11 * g0 - h01 * g1) / determinant;
            steepness += (h00 * g1 - h01 * g0) / determinant;
        }
        return new double[] {middle + offset / steepness, steepness};
    }
}
