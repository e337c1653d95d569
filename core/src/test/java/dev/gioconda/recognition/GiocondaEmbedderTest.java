package dev.gioconda.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.file.Hashes;
import dev.gioconda.golden.GoldenFiles;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.EmbedderFiles;
import dev.gioconda.model.EmbedderManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The embedder that is part of the program, on paintings in the public domain. */
class GiocondaEmbedderTest {

    private static final Path PAINTINGS = GoldenFiles.resource(GiocondaEmbedderTest.class, "/golden/faces");

    private static List<Picture> paintings() throws IOException {
        SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);
        List<Picture> pictures = new ArrayList<>();
        for (String name : List.of("gauguin_tahiti", "matisse_woman_with_hat", "van_gogh_self_portrait")) {
            pictures.add(decoder.decode(Files.readAllBytes(PAINTINGS.resolve(name + ".png"))));
        }
        return pictures;
    }

    /** Turned by 10 degrees, darker, at 60 % of the size. */
    private static Picture otherView(Picture picture) {
        double x = picture.width() / 2.0;
        double y = picture.height() / 2.0;
        Picture turned = Resampler.sample(
                picture,
                AffineMap.similarity(x, y, x, y, 1, 10),
                new CropGeometry(
                        0,
                        0,
                        picture.width(),
                        picture.height(),
                        picture.width() * 6 / 10,
                        picture.height() * 6 / 10,
                        false));
        byte[] darker = turned.rgb().clone();
        for (int i = 0; i < darker.length; i++) {
            darker[i] = (byte) ((darker[i] & 0xff) * 3 / 4);
        }
        return new Picture(turned.width(), turned.height(), darker);
    }

    private static List<float[]> embeddings(List<Picture> pictures, FaceEmbedder embedder) {
        try (FaceDetector detector = new FaceDetectors(FaceDetectors.CASCADES, null).open()) {
            return pictures.stream()
                    .map(picture ->
                            embedder.embed(picture, detector.largest(picture).orElseThrow()))
                    .toList();
        }
    }

    @Test
    void two_views_of_a_painted_face_are_nearer_than_other_faces() throws IOException {
        try (FaceEmbedder embedder = GiocondaEmbedder.embedded()) {
            List<float[]> first = embeddings(paintings(), embedder);
            List<float[]> second = embeddings(
                    paintings().stream().map(GiocondaEmbedderTest::otherView).toList(), embedder);
            for (int i = 0; i < first.size(); i++) {
                float[] view = second.get(i);
                int nearest = IntStream.range(0, first.size())
                        .boxed()
                        .min(Comparator.comparingDouble(j -> Vectors.distance(first.get(j), view)))
                        .orElseThrow();
                assertThat(nearest).isEqualTo(i);
            }
        }
    }

    @Test
    void the_embedded_version_is_small_and_agrees_with_its_manifest() throws IOException {
        Path folder = EmbedderFiles.embedded();
        EmbedderManifest manifest = EmbedderFiles.manifest(folder);
        assertThat(Files.size(folder.resolve("weights.safetensors"))).isLessThanOrEqualTo(4_000_000);
        assertThat(Hashes.sha256(folder.resolve("weights.safetensors")))
                .isEqualTo("5ddb2fe862fd305e3efcf7710ef627f216e8dcb1cda79ddea01250bc598e5689")
                .isEqualTo(manifest.files().get("weights.safetensors"));
        assertThat(EmbedderFiles.network(folder).parameterCount()).isLessThan(2_000_000);
        assertThat(manifest.files()).containsOnlyKeys("weights.safetensors", "card.md");
        assertThat(manifest.data().get("faces")).contains("genki4k").contains("smiles");
    }
}
