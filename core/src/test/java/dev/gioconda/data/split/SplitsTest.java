package dev.gioconda.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import dev.gioconda.data.archive.FolderArchive;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.data.reader.RealDatasetsTest;
import dev.gioconda.face.Framing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitsTest {

    private static final List<Partition> PARTS = List.of(Partition.TRAIN, Partition.VALIDATION, Partition.TEST);
    private static final PictureArchive NO_ARCHIVE = new FolderArchive(Path.of("nowhere"), 1);

    private static Example example(String name, int label, @Nullable Partition partition, @Nullable String person) {
        return new Example(name, NO_ARCHIVE, name, Framing.CELEBA, new byte[] {(byte) label}, partition, person);
    }

    private static Dataset set(List<Example> examples) {
        return new Dataset("tiny", List.of("Smiling"), examples);
    }

    private static Stream<Example> allExamples(Parts parts) {
        return Stream.of(parts.train(), parts.validation(), parts.test()).flatMap(List::stream);
    }

    private static Set<String> names(List<Example> examples) {
        Set<String> names = new HashSet<>();
        examples.forEach(e -> names.add(e.name()));
        return names;
    }

    @Property(tries = 200)
    void parts_share_no_person_and_cover_all_examples(
            @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 1, max = 9) Integer> personSizes, @ForAll long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int person = 0; person < personSizes.size(); person++) {
            for (int i = 0; i < personSizes.get(person); i++) {
                String name = "tiny/%d-%d.jpg".formatted(person, i);
                Partition partition = random.nextInt(4) == 0 ? PARTS.get(person % 3) : null;
                examples.add(example(name, random.nextInt(3) - 1, partition, "p" + person));
            }
        }
        for (Split split : List.of(Splits.seeded(seed, "Smiling"), Splits.predefinedOrSeeded(seed, "Smiling"))) {
            Parts parts = split.apply(set(examples));
            assertThat(parts.sharedPersons()).isEmpty();
            assertThat(allExamples(parts)).hasSize(examples.size());
            assertThat(names(allExamples(parts).toList())).isEqualTo(names(examples));
            List<Example> shuffled = new ArrayList<>(examples);
            Collections.shuffle(shuffled, random);
            assertThat(names(split.apply(set(shuffled)).test())).isEqualTo(names(parts.test()));
        }
    }

    @Property(tries = 50)
    void every_part_is_stratified_by_label(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int perPerson) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            examples.add(example("tiny/" + i, i % 10 < 3 ? 1 : 0, null, "p" + i / perPerson));
        }
        Parts parts = Splits.seeded(seed, "Smiling").apply(set(examples));
        assertThat(parts.train().size()).isCloseTo(800, within(8));
        assertThat(parts.validation().size()).isCloseTo(100, within(8));
        for (Partition part : Partition.values()) {
            double smiling = parts.of(part).stream()
                    .mapToInt(e -> e.labels()[0])
                    .average()
                    .orElse(0);
            assertThat(smiling).isCloseTo(0.3, within(0.03));
        }
    }

    @Test
    void different_seeds_give_different_splits() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            examples.add(example("tiny/" + i, i % 2, null, null));
        }
        Set<String> one = names(Splits.seeded(1, "Smiling").apply(set(examples)).test());
        Set<String> two = names(Splits.seeded(2, "Smiling").apply(set(examples)).test());
        assertThat(one).hasSize(20).isNotEqualTo(two);
    }

    @Test
    void set_without_persons_is_split_equally_alone_and_joined() {
        List<Example> genki = new ArrayList<>();
        List<Example> both = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            genki.add(example("genki4k/" + i, i % 2, null, null));
            both.add(example("smiles/" + i, i % 3 == 0 ? 1 : 0, null, null));
        }
        both.addAll(genki);
        Set<String> alone = names(Splits.seeded(7, "Smiling").apply(set(genki)).test());
        Set<String> joined = names(Splits.seeded(7, "Smiling").apply(set(both)).test());
        assertThat(alone).hasSize(30);
        assertThat(joined).hasSize(60).containsAll(alone);
    }

    @Test
    void own_parts_are_kept_and_the_rest_is_split_by_seed() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            examples.add(example("own/" + i, i % 2, PARTS.get(i % 3), null));
            examples.add(example("rest/" + i, i % 2, null, null));
        }
        assertThatThrownBy(() -> Splits.predefined().apply(set(examples)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 of the 200 pictures of tiny have no partition")
                .hasMessageContaining("rest/0")
                .hasMessageContaining("list_eval_partition.txt");
        Parts parts = Splits.predefinedOrSeeded(1, "Smiling").apply(set(examples));
        assertThat(parts.train())
                .filteredOn(e -> e.partition() == Partition.TRAIN)
                .hasSize(34);
        assertThat(parts.train()).filteredOn(e -> e.partition() == null).hasSize(80);
        assertThat(parts.test()).filteredOn(e -> e.partition() == null).hasSize(10);
    }

    @Test
    void missing_validation_part_is_taken_from_training() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            examples.add(example("own/" + i, i % 2, i < 80 ? Partition.TRAIN : Partition.TEST, null));
        }
        assertThat(Splits.predefined().apply(set(examples)).validation()).isEmpty();
        Parts parts = Splits.predefinedOrSeeded(1, "Smiling").apply(set(examples));
        assertThat(parts.train()).hasSize(72);
        assertThat(parts.validation()).hasSize(8).allMatch(e -> e.partition() == Partition.TRAIN);
        assertThat(parts.test()).hasSize(20).allMatch(e -> e.partition() == Partition.TEST);
    }

    @Test
    void study_protocol_uses_one_part_for_validation_and_test() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 10_500; i++) {
            examples.add(example("tiny/" + i, i % 2, Partition.TRAIN, null));
        }
        Parts parts = Splits.study(1).apply(set(examples));
        assertThat(parts.train()).hasSize(8000);
        assertThat(parts.validation()).hasSize(2000).isEqualTo(parts.test());
        assertThat(names(parts.train())).doesNotContainAnyElementsOf(names(parts.test()));
        assertThat(Splits.study(1).apply(set(examples.subList(0, 100))).train()).hasSize(80);
    }

    @Test
    void celeba_own_parts_share_no_person_across_editions() throws IOException {
        Parts parts = Splits.predefined().apply(RealDatasetsTest.open("celeba", "celeba_half"));
        assertThat(parts.train()).hasSize(7197);
        assertThat(parts.validation()).hasSize(902);
        assertThat(parts.test()).hasSize(900);
        assertThat(parts.sharedPersons()).isEmpty();
    }

    @Test
    void celeba_sample_is_by_person_and_stratified() throws IOException {
        Dataset set = RealDatasetsTest.open("celeba", "celeba_half", "celeba64");
        Parts parts = Splits.sample(6000, 3, Splits.seeded(3, "Smiling")).apply(set);
        assertThat(allExamples(parts)).hasSize(6000);
        assertThat(parts.sharedPersons()).isEmpty();
        assertThat(parts.train().size()).isCloseTo(4800, within(6));
        assertThat(parts.test().size()).isCloseTo(600, within(6));
        int smiling = set.indexOf("Smiling");
        double rate = parts.test().stream()
                .mapToInt(e -> e.labels()[smiling])
                .average()
                .orElse(0);
        double all =
                allExamples(parts).mapToInt(e -> e.labels()[smiling]).average().orElse(0);
        assertThat(rate).isCloseTo(all, within(0.01));
    }

    /**
     * The embedded model's score on GENKI-4K is on the test part of seed 7: if this split changed, its training pictures would be among
     * the test pictures. It must never change. Verified independently by
     * {@code sha256sum} over the lines {@code 7/split/file0001.jpg} and so on.
     */
    @Test
    void genki_split_of_seed_7_is_frozen() throws Exception {
        List<Example> examples = new ArrayList<>();
        for (int i = 1; i <= 4000; i++) {
            examples.add(example("genki4k/file%04d.jpg".formatted(i), i <= 2162 ? 1 : 0, null, null));
        }
        Parts parts = Splits.seeded(7, "Smiling").apply(set(examples));
        assertThat(parts.test()).hasSize(400);
        assertThat(parts.validation()).hasSize(400);
        List<String> test =
                parts.test().stream().map(SeededOrder::fileOf).sorted().toList();
        assertThat(test.subList(0, 3)).containsExactly("file0001.jpg", "file0004.jpg", "file0029.jpg");
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(String.join(" ", test).getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(hash, 0, 8)).isEqualTo("c4a56a41ae9b1301");
    }
}
