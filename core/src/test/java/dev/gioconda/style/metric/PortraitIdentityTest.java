package dev.gioconda.style.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.recognition.FaceEmbedder;
import dev.gioconda.recognition.FaceEmbedders;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Six faces in six styles with {@code portrait}: is every face still recognizable? A stylized face is recognized when its embedding is nearer
 * to that of its own photograph than to those of 205 others, the other five and 200 people of CelebA. Prints the numbers of {@code
 * docs/results/painting.md}.
 */
@Tag("slow")
class PortraitIdentityTest {

    private static final Path DATA = Path.of(System.getProperty("gioconda.root", "."), "..", "shared", "data");
    private static final List<String> STYLES = List.of(
            "starry_night", "great_wave", "the_scream", "water_lilies", "composition_vii", "matisse_woman_with_hat");
    private static final List<String> PORTRAITS = List.of(
            "portrait_01_smile",
            "portrait_02_smile",
            "portrait_03_smile",
            "portrait_07_nosmile",
            "portrait_08_nosmile",
            "portrait_09_nosmile");
    private static final int PEOPLE = 200;
    private static final int SIDE = 256;

    private final SafeImageDecoder decoder = new SafeImageDecoder();

    @Test
    void every_stylized_face_is_recognized() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "The photographs of shared/data are not here.");
        LoadedRecipe recipe = LoadedRecipe.load(StyleRecipes.read("portrait", List.of("backbone=painting")), 1);
        Path out = Files.createDirectories(
                Path.of(System.getProperty("gioconda.root", "."), "core", "target", "portrait-sheet"));
        int first = 0;
        double sum = 0;
        double minimum = 1;
        try (FaceDetector detector = FaceDetectors.installed().open();
                FaceEmbedder embedder = new FaceEmbedders(OfficialWeights.forCurrentUser()).open(FaceEmbedders.AUTO)) {
            List<float[]> people = people(detector, embedder);
            Map<String, float[]> own = new LinkedHashMap<>();
            for (String portrait : PORTRAITS) {
                Picture picture = content(portrait);
                own.put(
                        portrait,
                        embedder.embed(picture, detector.largest(picture).orElseThrow()));
            }
            for (String portrait : PORTRAITS) {
                StringBuilder row = new StringBuilder("| " + portrait + " |");
                Picture content = content(portrait);
                for (String style : STYLES) {
                    Picture stylized = recipe.transfer()
                            .stylize(StyleTask.of(
                                    content, decoder.read(DATA.resolve("style/" + style + ".jpg")), SIDE, 1))
                            .image();
                    Files.write(out.resolve(portrait + "-" + style + ".png"), PictureWriter.png(stylized));
                    Face face = detector.largest(ImageTensors.resize(content, Size.of(stylized)))
                            .orElseThrow();
                    float[] embedding = embedder.embed(stylized, face);
                    double similarity = IdentitySimilarity.cosine(Objects.requireNonNull(own.get(portrait)), embedding);
                    double other = Math.max(
                            best(embedding, people),
                            best(
                                    embedding,
                                    own.entrySet().stream()
                                            .filter(entry -> !entry.getKey().equals(portrait))
                                            .map(Map.Entry::getValue)
                                            .toList()));
                    first += similarity > other ? 1 : 0;
                    sum += similarity;
                    minimum = Math.min(minimum, similarity);
                    row.append(String.format(Locale.ROOT, " %.2f (%.2f) |", similarity, other));
                }
                System.out.println(row);
            }
            int all = PORTRAITS.size() * STYLES.size();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d of %d nearest to their own content image of %d; mean similarity %.3f, the least %.3f%n",
                    embedder.id(),
                    first,
                    all,
                    people.size() + PORTRAITS.size(),
                    sum / all,
                    minimum);
            assertThat(first).isEqualTo(all);
        }
    }

    private Picture content(String name) throws IOException {
        return decoder.read(DATA.resolve("content/" + name + ".jpg"));
    }

    private static double best(float[] embedding, List<float[]> others) {
        return others.stream()
                .mapToDouble(other -> IdentitySimilarity.cosine(embedding, other))
                .max()
                .orElseThrow();
    }

    private List<float[]> people(FaceDetector detector, FaceEmbedder embedder) throws IOException {
        List<float[]> people = new ArrayList<>();
        for (Example example : Datasets.open(List.of(DATA.resolve("celeba"))).examples()) {
            if (people.size() < PEOPLE) {
                List<Picture> read = new ArrayList<>();
                example.archive().visit(Set.of(example.entry()), (entry, bytes) -> read.add(decoder.decode(bytes)));
                Optional<Face> face = detector.largest(read.get(0));
                face.ifPresent(found -> people.add(embedder.embed(read.get(0), found)));
            }
        }
        return people;
    }
}
