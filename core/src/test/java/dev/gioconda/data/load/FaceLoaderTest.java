package dev.gioconda.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.data.reader.Rename;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaceLoaderTest {

    private static final CropGeometry SMALL = new CropGeometry(25, 57, 128, 128, 16, 16, false);
    private static byte[] portrait = {};
    private static Example portraitExample =
            new SyntheticPortraits(1, 1).dataset().examples().get(0);

    /** Entries in memory. */
    private record InMemoryArchive(Map<String, byte[]> files) implements PictureArchive {
        @Override
        public String name() {
            return "shelf";
        }

        @Override
        public Set<String> entries() {
            return new LinkedHashSet<>(files.keySet());
        }

        @Override
        public void visit(Set<String> entries, Visitor visitor) throws IOException {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (entries.contains(file.getKey())) {
                    visitor.accept(file.getKey(), file.getValue());
                }
            }
        }
    }

    @BeforeAll
    static void drawPortrait() throws IOException {
        portraitExample.archive().visit(Set.of(portraitExample.entry()), (entry, bytes) -> portrait = bytes);
    }

    /** {@code count} copies of a portrait, of which the named ones are damaged. */
    private static List<Example> examples(int count, Integer... broken) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            boolean valid = !List.of(broken).contains(i);
            files.put(i + ".jpg", valid ? portrait : "not a picture".getBytes(StandardCharsets.UTF_8));
        }
        InMemoryArchive archive = new InMemoryArchive(files);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example(
                    "shelf/" + i + ".jpg",
                    archive,
                    i + ".jpg",
                    portraitExample.framing(),
                    new byte[] {(byte) (i % 2)},
                    null,
                    null));
        }
        return examples;
    }

    @Test
    void broken_image_is_named_counted_and_skipped() throws IOException {
        AtomicInteger done = new AtomicInteger();
        try (Faces faces =
                new FaceLoader(SMALL, FaceCache.MEMORY_LIMIT).load(examples(100, 41), done::incrementAndGet)) {
            assertThat(faces.size()).isEqualTo(99);
            assertThat(faces.skipped()).singleElement().satisfies(skipped -> {
                assertThat(skipped.example().name()).isEqualTo("shelf/41.jpg");
                assertThat(skipped.broken()).isTrue();
                assertThat(skipped.reason()).endsWith(".").hasSizeGreaterThan(10);
            });
            assertThat(faces.examples().get(41).name()).isEqualTo("shelf/42.jpg");
            // the labels stay with their pictures across the gap
            assertThat(Tensors.floats(faces.labels(new int[] {40, 41, 98}))).containsExactly(0, 0, 1);
            assertThat(faces.pictures(new int[] {0, 98}).shape()).containsExactly(2, 3, 16, 16);
            assertThat(faces.picture(98).rgb()).isEqualTo(faces.picture(0).rgb());
            assertThat(done).hasValue(100);
        }
    }

    @Test
    void too_many_broken_images_are_an_error() {
        assertThatThrownBy(() -> new FaceLoader(SMALL, FaceCache.MEMORY_LIMIT).load(examples(29, 7, 11, 21), () -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "3 of 29 pictures are damaged, more than the limit of 2; the first is shelf/7.jpg: ");
    }

    @Test
    void small_sets_may_have_a_few_broken_images() {
        assertThat(FaceLoader.maxBroken(1)).isZero();
        assertThat(FaceLoader.maxBroken(2)).isEqualTo(1);
        assertThat(FaceLoader.maxBroken(42)).isEqualTo(4);
        assertThat(FaceLoader.maxBroken(400)).isEqualTo(5);
        assertThat(FaceLoader.maxBroken(10_000)).isEqualTo(100);
    }

    @Test
    void empty_list_is_an_error() {
        assertThatThrownBy(() -> new FaceLoader(SMALL, 0).load(List.of(), () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There are no pictures to load");
    }

    @Test
    void memory_and_file_caches_hold_the_same_faces() throws IOException {
        List<Example> examples = new SyntheticPortraits(1, 6).dataset().examples();
        int[] rows = {5, 0, 3, 3};
        try (Faces memory = new FaceLoader(SMALL, FaceCache.MEMORY_LIMIT).load(examples, () -> {});
                Faces file = new FaceLoader(SMALL, 0).load(examples, () -> {})) {
            assertThat(Tensors.floats(file.pictures(rows))).isEqualTo(Tensors.floats(memory.pictures(rows)));
            for (int i = 0; i < 6; i++) {
                assertThat(file.picture(i).rgb()).isEqualTo(memory.picture(i).rgb());
            }
            assertThat(Tensors.floats(memory.pictures(new int[] {2}))[0])
                    .isEqualTo(memory.picture(2).at(0, 0, 0) / 255f);
        }
    }

    @Test
    void label_subset_shares_the_images() throws IOException {
        Dataset set = new SyntheticPortraits(1, 4).dataset();
        int smiling = set.indexOf("Smiling");
        try (Faces all = new FaceLoader(SMALL, FaceCache.MEMORY_LIMIT).load(set.examples(), () -> {})) {
            Faces one = all.withLabels(new int[] {smiling});
            float[] labels = Tensors.floats(one.labels(new int[] {0, 1, 2, 3}));
            for (int i = 0; i < 4; i++) {
                assertThat(labels[i]).isEqualTo(set.examples().get(i).labels()[smiling]);
            }
            assertThat(one.cache()).isSameAs(all.cache());
        }
    }

    @Test
    void rename_moves_the_labels_of_one_set_only() {
        InMemoryArchive archive = new InMemoryArchive(Map.of());
        Dataset joined = new Dataset(
                "genki+smiles",
                List.of("Male", "Smiling"),
                List.of(
                        new Example("genki/1", archive, "1", portraitExample.framing(), new byte[] {0, 1}, null, null),
                        new Example(
                                "smiles/2", archive, "2", portraitExample.framing(), new byte[] {1, 0}, null, null)));
        Dataset renamed = Rename.parse("smiles:Smiling=Teeth").apply(joined);
        assertThat(renamed.attributes()).containsExactly("Male", "Smiling", "Teeth");
        assertThat(renamed.examples().get(0).labels()).containsExactly(0, 1, -1);
        assertThat(renamed.examples().get(1).labels()).containsExactly(1, -1, 0);
        assertThatThrownBy(() -> Rename.parse("smiles=Teeth")).hasMessageContaining("expected set:Attribute=Name");
        assertThatThrownBy(() -> Rename.parse("lfw:Smiling=Teeth").apply(joined))
                .hasMessageContaining("belongs to a data set named lfw; its pictures have names such as genki/1");
        assertThatThrownBy(() -> Rename.parse("smiles:Smilng=Teeth").apply(joined))
                .hasMessageContaining("Did you mean Smiling?");
    }
}
