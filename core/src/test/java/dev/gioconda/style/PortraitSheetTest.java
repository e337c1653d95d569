package dev.gioconda.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.data.Datasets;
import dev.gioconda.data.Example;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Face;
import dev.gioconda.image.FaceCropper;
import dev.gioconda.image.FaceDetector;
import dev.gioconda.image.ImageDoor;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureWriter;
import dev.gioconda.model.Pretrained;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Six faces in six manners under {@code portrait}: is every face still the one that it was? The embedding is {@link Likeness}'; its threshold
 * is what one of a hundred pairs of different people in CelebA reaches. Prints the numbers of {@code docs/results.md}.
 */
@Tag("slow")
class PortraitSheetTest {

    private static final Path DATA = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data");
    private static final CropGeometry ALIGNED = new CropGeometry(39, 76, 100, 100, 96, 96, false); // as in Likeness
    private static final List<String> STYLES = List.of(
            "starry_night", "great_wave", "the_scream", "water_lilies", "composition_vii", "matisse_woman_with_hat");
    private static final int PEOPLE = 200;
    private static final int SIDE = 256;

    private final ImageDoor door = new ImageDoor();

    @Test
    void every_face_of_the_sheet_is_recognised() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "The photographs of shared/data are not here.");
        FeatureNet net = net();
        double threshold = threshold(net);
        Map<String, Picture> faces = pictures(DATA.resolve("content"), portraits());
        Map<String, Picture> styles = pictures(DATA.resolve("style"), STYLES);
        Studio studio = Studio.open(StyleRecipes.read("portrait", List.of("backbone=embedded")), 1);
        Path out = Files.createDirectories(
                Path.of(System.getProperty("gioconda.root", "."), "core", "target", "portrait-sheet"));
        int recognised = 0;
        int first = 0;
        double least = 1;
        for (Map.Entry<String, Picture> face : faces.entrySet()) {
            StringBuilder row = new StringBuilder("| " + face.getKey() + " |");
            for (Map.Entry<String, Picture> style : styles.entrySet()) {
                Picture painting = studio.transfer()
                        .paint(new StyleTask(
                                face.getValue(),
                                List.of(new StyleTask.Source(style.getValue(), 1, null)),
                                null,
                                null,
                                SIDE,
                                1))
                        .picture();
                Files.write(out.resolve(face.getKey() + "-" + style.getKey() + ".png"), PictureWriter.png(painting));
                double own = Likeness.of(face.getValue(), painting, net).orElseThrow();
                double other = faces.entrySet().stream()
                        .filter(someone -> !someone.getKey().equals(face.getKey()))
                        .mapToDouble(someone -> between(someone.getValue(), face.getValue(), painting, net))
                        .max()
                        .orElseThrow();
                recognised += own >= threshold ? 1 : 0;
                first += own > other ? 1 : 0;
                least = Math.min(least, own);
                row.append(String.format(Locale.ROOT, " %.2f (%.2f) |", own, other));
            }
            System.out.println(row);
        }
        int all = faces.size() * styles.size();
        System.out.printf(
                Locale.ROOT,
                "threshold %.3f; %d of %d above it, the least %.3f; %d of %d nearest to their own photograph of the six%n",
                threshold,
                recognised,
                all,
                least,
                first,
                all);
        assertThat(recognised).isEqualTo(all);
        assertThat(first).isEqualTo(all);
    }

    private static List<String> portraits() {
        return List.of(
                "portrait_01_smile",
                "portrait_02_smile",
                "portrait_03_smile",
                "portrait_07_nosmile",
                "portrait_08_nosmile",
                "portrait_09_nosmile");
    }

    private Map<String, Picture> pictures(Path folder, List<String> names) throws IOException {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        for (String name : names) {
            pictures.put(name, door.read(folder.resolve(name + ".jpg")));
        }
        return pictures;
    }

    private static FeatureNet net() throws IOException {
        Pretrained found = Pretrained.embedded();
        var network = found.spec().build(0);
        network.load(found.load());
        return new FeatureNet(network, found.normalisation(), Precision.FLOAT32, StyleRecipe.Border.REPLICATE, 1);
    }

    /** Someone else's face against the painted one. */
    private static double between(Picture someone, Picture photograph, Picture painting, FeatureNet net) {
        try (FaceDetector detector = new FaceDetector();
                PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Face theirs = detector.largest(someone).orElseThrow();
            Face painted = detector.largest(Canvas.sized(photograph, Size.of(painting)))
                    .orElseThrow();
            return Likeness.cosine(
                    FaceCropper.crop(someone, theirs, ALIGNED), FaceCropper.crop(painting, painted, ALIGNED), net);
        }
    }

    /** What one of a hundred pairs of different people reaches; prints how many pairs of one person do. */
    private double threshold(FeatureNet net) throws IOException {
        Map<String, List<Picture>> people = people();
        List<List<Picture>> pairs = new ArrayList<>(people.values());
        List<Double> same = new ArrayList<>();
        List<Double> different = new ArrayList<>();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (int i = 0; i < pairs.size(); i++) {
                try (PointerScope scope = new PointerScope()) {
                    same.add(Likeness.cosine(pairs.get(i).get(0), pairs.get(i).get(1), net));
                    for (int step = 1; step <= 10; step++) {
                        different.add(Likeness.cosine(
                                pairs.get(i).get(0),
                                pairs.get((i + step * 7) % pairs.size()).get(1),
                                net));
                    }
                }
            }
        }
        double[] sorted =
                different.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double threshold = sorted[(int) (0.99 * sorted.length)];
        System.out.printf(
                Locale.ROOT,
                "CelebA: %d pairs of one person, %d of two; threshold %.3f, which %.1f %% of the former reach%n",
                same.size(),
                different.size(),
                threshold,
                100.0 * same.stream().filter(value -> value >= threshold).count() / same.size());
        assertThat(Arrays.stream(sorted).average().orElseThrow()).isLessThan(threshold);
        return threshold;
    }

    private Map<String, List<Picture>> people() throws IOException {
        Map<String, List<Example>> byPerson = new LinkedHashMap<>();
        for (Example example : Datasets.open(List.of(DATA.resolve("celeba"))).examples()) {
            if (example.person() != null) {
                byPerson.computeIfAbsent(example.person(), person -> new ArrayList<>())
                        .add(example);
            }
        }
        Map<String, List<Picture>> people = new LinkedHashMap<>();
        for (Map.Entry<String, List<Example>> person : byPerson.entrySet()) {
            if (person.getValue().size() >= 2 && people.size() < PEOPLE) {
                List<Picture> two = new ArrayList<>();
                for (Example example : person.getValue().subList(0, 2)) {
                    example.archive()
                            .visit(
                                    java.util.Set.of(example.entry()),
                                    (entry, bytes) ->
                                            two.add(FaceCropper.crop(door.decode(bytes), example.framing(), ALIGNED)));
                }
                people.put(person.getKey(), two);
            }
        }
        return people;
    }
}
