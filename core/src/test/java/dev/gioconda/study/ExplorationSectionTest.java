package dev.gioconda.study;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.report.study.StudyPage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The first section of the report, of twelve portraits with two attributes: A alternates, B is constant. */
class ExplorationSectionTest {

    private static Dataset set() {
        List<Example> portraits = new SyntheticPortraits(1, 12).dataset().examples();
        return new Dataset(
                "twelve",
                List.of("A", "B"),
                IntStream.range(0, 12)
                        .mapToObj(i -> portraits.get(i).withLabels(new byte[] {(byte) (i % 2), 1}))
                        .toList());
    }

    private static StudyPage.StudyData section(Dataset set) throws IOException {
        List<Example> examples = set.examples();
        Parts parts = new Parts(examples.subList(0, 6), examples.subList(6, 9), examples.subList(9, 12));
        return ExplorationSection.of(ExplorationSection.explore(set), set, "A", parts, "Split by hand.");
    }

    @Test
    void description_has_size_and_split_of_the_data() throws IOException {
        assertThat(section(set()).description())
                .startsWith("twelve: 12 images (most frequent sizes: 178 x 218 pixels) of ")
                .endsWith(" labeled persons. Split by hand.");
    }

    @Test
    void parts_have_their_sizes_and_positives() throws IOException {
        assertThat(section(set()).parts())
                .extracting(
                        StudyPage.PartitionSummary::name,
                        StudyPage.PartitionSummary::count,
                        StudyPage.PartitionSummary::positives)
                .containsExactly(tuple("train", 6, 3), tuple("validation", 3, 1), tuple("test", 3, 2));
    }

    @Test
    void balance_counts_each_attribute() throws IOException {
        assertThat(section(set()).balance())
                .containsExactly(new StudyPage.AttributeShare("A", 6, 12), new StudyPage.AttributeShare("B", 12, 12));
    }

    @Test
    void samples_are_labeled_with_the_target() throws IOException {
        assertThat(section(set()).samples())
                .hasSize(12)
                .extracting(thumbnail -> thumbnail.caption())
                .containsOnly("a", "not a");
    }

    @Test
    void undefined_correlation_is_drawn_as_zero() throws IOException {
        assertThat(requireNonNull(section(set()).correlation()).values())
                .isDeepEqualTo(new double[][] {{1, 0}, {0, 0}});
    }

    @Test
    void single_attribute_has_no_correlation() throws IOException {
        Dataset set = set();
        Dataset single = new Dataset(
                "single",
                List.of("A"),
                set.examples().stream()
                        .map(example -> example.withLabels(new byte[] {example.labels()[0]}))
                        .toList());
        assertThat(section(single).correlation()).isNull();
    }
}
