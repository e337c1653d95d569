package dev.gioconda.style.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.recipe.StyleRecipes;
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
 * Six faces in six styles with {@code portrait}: is every face still recognizable? A stylized face is recognized when, by
 * {@link IdentitySimilarity}' embedding, it is nearer to its own photograph than to that of each of 205 others, the other five and 200 people of
 * CelebA. Prints also how many reach what one of a hundred pairs of different people's photographs reaches, and the numbers of
 * {@code docs/results/painting.md}.
 */
@Tag("slow")
class PortraitIdentityTest {

    private static final Path DATA = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data");
    private static final CropGeometry ALIGNED =
            new CropGeometry(39, 76, 100, 100, 96, 96, false); // as in IdentitySimilarity
    private static final List<String> STYLES = List.of(
            "starry_night", "great_wave", "the_scream", "water_lilies", "composition_vii", "matisse_woman_with_hat");
    private static final int PEOPLE = 200;
    private static final int SIDE = 256;

    private final SafeImageDecoder decoder = new SafeImageDecoder();

    @Test
    void every_stylized_face_is_recognized() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "The photographs of shared/data are not here.");
        FeatureExtractor extractor = extractor();
        List<List<Picture>> people = new ArrayList<>(people().values());
        double threshold = threshold(people, extractor);
        Map<String, Picture> faces = pictures(DATA.resolve("content"), portraits());
        Map<String, Picture> styles = pictures(DATA.resolve("style"), STYLES);
        LoadedRecipe loadedRecipe = LoadedRecipe.load(StyleRecipes.read("portrait", List.of("backbone=embedded")), 1);
        Path out = Files.createDirectories(
                Path.of(System.getProperty("gioconda.root", "."), "core", "target", "portrait-sheet"));
        int recognized = 0;
        int first = 0;
        double minimum = 1;
        for (Map.Entry<String, Picture> face : faces.entrySet()) {
            StringBuilder row = new StringBuilder("| " + face.getKey() + " |");
            for (Map.Entry<String, Picture> style : styles.entrySet()) {
                Picture stylizedImage = loadedRecipe
                        .transfer()
                        .stylize(StyleTask.of(face.getValue(), style.getValue(), SIDE, 1))
                        .image();
                Files.write(
                        out.resolve(face.getKey() + "-" + style.getKey() + ".png"), PictureWriter.png(stylizedImage));
                double ownSimilarity = IdentitySimilarity.of(face.getValue(), stylizedImage, extractor)
                        .orElseThrow();
                Picture stylizedCrop = stylizedFace(face.getValue(), stylizedImage);
                double other = 0;
                for (Map.Entry<String, Picture> someone : faces.entrySet()) {
                    if (!someone.getKey().equals(face.getKey())) {
                        other = Math.max(other, cosine(face(someone.getValue()), stylizedCrop, extractor));
                    }
                }
                for (List<Picture> person : people) {
                    other = Math.max(other, cosine(person.get(0), stylizedCrop, extractor));
                }
                recognized += ownSimilarity >= threshold ? 1 : 0;
                first += ownSimilarity > other ? 1 : 0;
                minimum = Math.min(minimum, ownSimilarity);
                row.append(String.format(Locale.ROOT, " %.2f (%.2f) |", ownSimilarity, other));
            }
            System.out.println(row);
        }
        int all = faces.size() * styles.size();
        System.out.printf(
                Locale.ROOT,
                "threshold %.3f; %d of %d above it, the least %.3f; %d of %d nearest to their own content image of 206%n",
                threshold,
                recognized,
                all,
                minimum,
                first,
                all);
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
            pictures.put(name, decoder.read(folder.resolve(name + ".jpg")));
        }
        return pictures;
    }

    private static FeatureExtractor extractor() throws IOException {
        Pretrained found = Pretrained.embedded();
        var network = found.spec().build(0);
        network.load(found.load());
        return new FeatureExtractor(network, found.normalization(), Precision.FLOAT32, Border.REPLICATE, 1);
    }

    private static double cosine(Picture a, Picture b, FeatureExtractor extractor) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return IdentitySimilarity.cosine(a, b, extractor);
        }
    }

    /** The face of a content image. */
    private static Picture face(Picture contentImage) {
        try (FaceDetector detector = FaceDetectors.installed().open()) {
            return FaceCropper.crop(contentImage, detector.largest(contentImage).orElseThrow(), ALIGNED);
        }
    }

    /** The stylized face. */
    private static Picture stylizedFace(Picture contentImage, Picture stylizedImage) {
        try (FaceDetector detector = FaceDetectors.installed().open()) {
            Face face = detector.largest(ImageTensors.resize(contentImage, Size.of(stylizedImage)))
                    .orElseThrow();
            return FaceCropper.crop(stylizedImage, face, ALIGNED);
        }
    }

    /** The similarity that 1 % of pairs of different people exceed; prints how many pairs of one person do. */
    private static double threshold(List<List<Picture>> pairs, FeatureExtractor extractor) {
        List<Double> same = new ArrayList<>();
        List<Double> different = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            same.add(cosine(pairs.get(i).get(0), pairs.get(i).get(1), extractor));
            for (int step = 1; step <= 10; step++) {
                List<Picture> other = pairs.get((i + step * 7) % pairs.size());
                different.add(cosine(pairs.get(i).get(0), other.get(1), extractor));
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
                                    (entry, bytes) -> two.add(
                                            FaceCropper.crop(decoder.decode(bytes), example.framing(), ALIGNED)));
                }
                people.put(person.getKey(), two);
            }
        }
        return people;
    }
}
