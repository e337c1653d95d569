package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.recognition.AverageLinkage;
import dev.gioconda.recognition.FaceDescriber;
import dev.gioconda.recognition.evaluation.ClusterScore;
import dev.gioconda.recognition.evaluation.EmbeddedFaces;
import dev.gioconda.recognition.evaluation.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda faces evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Evaluates recognition on a data set that names persons: accuracy on balanced pairs in ten folds that share no person,",
            "thresholds at false match rates, and clustering by average linkage."
        },
        footer = {
            "  gioconda faces evaluate --data celeba --split test",
            "  gioconda faces evaluate --data celeba --split validation,test --turn 30 --json"
        })
final class FacesEvaluateCommand extends GiocondaCommand {

    /** The distances of all pairs are in memory: 12.5 million of them. */
    private static final int MAX_PICTURES = 5000;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "SET[,SET]",
            description = "Data sets that name persons: CelebA with identity_CelebA.txt.")
    private String data = "";

    @Option(
            names = "--split",
            split = ",",
            description = "The partitions whose pictures are used: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Part> parts = new ArrayList<>();

    @Option(
            names = "--turn",
            paramLabel = "DEGREES",
            description = "Turn every picture clockwise before, to measure alignment. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private double turn;

    @Option(
            names = "--cluster-threshold",
            paramLabel = "DISTANCE",
            description =
                    "Mean distance from which clusters are not merged; chosen for the best score if it is not given, which is a choice on these pictures.")
    private @Nullable Double clusterThreshold;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of the folds and pairs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--persons",
            paramLabel = "N",
            description =
                    "Use the pictures of N persons, drawn at random with the seed; 0 for all. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private int personCount;

    @Mixin
    private EmbedderOption embedder = new EmbedderOption();

    /** A partition of a data set. */
    enum Part {
        train,
        validation,
        test
    }

    @Override
    protected int run() throws IOException {
        List<Example> examples = drawn(Datasets.open(data, true).examples().stream()
                .filter(example -> example.person() != null && wanted(example.partition()))
                .toList());
        if (examples.isEmpty()) {
            throw new UsageException("%s names no persons in the chosen partitions.".formatted(data));
        }
        if (examples.size() > MAX_PICTURES) {
            throw new UsageException(
                    "There are %,d pictures; at most %,d can be evaluated at once. Draw persons with --persons."
                            .formatted(examples.size(), MAX_PICTURES));
        }
        try (FaceDescriber describer = embedder.open()) {
            err().printf("Embedding %,d pictures...%n", examples.size());
            err().flush();
            EmbeddedFaces faces = EmbeddedFaces.of(examples, describer, turn, () -> {});
            List<String> persons = faces.examples().stream()
                    .map(example -> String.valueOf(example.person()))
                    .toList();
            Verification verification = UsageException.asUsageError(
                    () -> Verification.of(faces.embeddings(), persons, new SplittableRandom(seed)));
            Clusters clusters = clusters(faces.embeddings(), persons);
            print(
                    asMap(describer.embedder().id(), faces, verification, clusters),
                    toText(describer.embedder().id(), faces, verification, clusters));
        }
        return ExitCode.OK;
    }

    /** The examples of the persons that are drawn. */
    private List<Example> drawn(List<Example> examples) {
        if (personCount == 0) {
            return examples;
        }
        List<String> names = new ArrayList<>(new TreeSet<>(examples.stream()
                .map(example -> String.valueOf(example.person()))
                .toList()));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = names.size() - 1; i > 0; i--) {
            Collections.swap(names, i, random.nextInt(i + 1));
        }
        Set<String> chosen = new HashSet<>(names.subList(0, Math.min(Math.max(0, personCount), names.size())));
        return examples.stream()
                .filter(example -> chosen.contains(String.valueOf(example.person())))
                .toList();
    }

    private boolean wanted(@Nullable Partition partition) {
        if (parts.isEmpty()) {
            return true;
        }
        return partition != null && parts.stream().anyMatch(part -> part.name().equalsIgnoreCase(partition.name()));
    }

    /** Clusters at a threshold. */
    private record Clusters(double threshold, int count, ClusterScore score) {}

    private Clusters clusters(List<float[]> embeddings, List<String> persons) {
        List<Double> thresholds = new ArrayList<>();
        if (clusterThreshold == null) {
            for (int i = 8; i <= 30; i++) {
                thresholds.add(i * 0.05);
            }
        } else {
            thresholds.add(clusterThreshold);
        }
        Clusters best = null;
        for (double threshold : thresholds) {
            int[] labels = AverageLinkage.cluster(embeddings, threshold, (a, b) -> true);
            ClusterScore score = ClusterScore.of(labels, persons);
            if (best == null || score.pairF() > best.score().pairF()) {
                best = new Clusters(threshold, Arrays.stream(labels).max().orElse(-1) + 1, score);
            }
        }
        return Objects.requireNonNull(best);
    }

    private Map<String, Object> asMap(String id, EmbeddedFaces faces, Verification verification, Clusters clusters) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("embedder", id);
        map.put("data", data);
        map.put("turn", turn);
        map.put("faces", faces.embeddings().size());
        map.put("missed", faces.missed());
        map.put("verification", verification);
        map.put("clusters", clusters);
        return map;
    }

    private static String toText(String id, EmbeddedFaces faces, Verification verification, Clusters clusters) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %,d faces, %d pictures without one%n",
                id,
                faces.embeddings().size(),
                faces.missed().size()));
        text.append(String.format(
                Locale.ROOT,
                "  accuracy on %,d balanced pairs  %.4f +- %.4f%n  AUC                  %.4f%n  logistic             center %.4f, steepness %.3f%n",
                verification.pairs(),
                verification.accuracy(),
                verification.standardError(),
                verification.areaUnderCurve(),
                verification.center(),
                verification.steepness()));
        for (Verification.OperatingPoint point : verification.thresholds()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  false match rate %.5f  distance below %.4f, true match rate %.4f%n",
                    point.falseMatchRate(),
                    point.distance(),
                    point.trueMatchRate()));
        }
        ClusterScore score = clusters.score();
        text.append(String.format(
                Locale.ROOT,
                "  clusters             %d at distance %.2f: pairs F %.3f (precision %.3f, recall %.3f), BCubed F %.3f",
                clusters.count(),
                clusters.threshold(),
                score.pairF(),
                score.pairPrecision(),
                score.pairRecall(),
                score.bcubedF()));
        return text.toString();
    }
}
