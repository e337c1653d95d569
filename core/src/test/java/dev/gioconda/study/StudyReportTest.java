package dev.gioconda.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.model.Manifest;
import dev.gioconda.nn.Output;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.ModelEvaluation;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page and the summaries of given results; nothing is trained. */
class StudyReportTest {

    private static final StudyPage.StudyData DATA =
            new StudyPage.StudyData("Smiling", "", List.of(), null, List.of(), List.of(), null);
    private static final boolean[] TRUTH = {true, true, false, false};

    /** A network with given logits for {@link #TRUTH}; the third of its four epochs is kept. */
    private static NetworkStudy network(String name, String architecture, double... logits) throws IOException {
        Recipe recipe = Recipes.read(name, List.of());
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                name,
                "20261130-120000",
                architecture,
                Output.SIGMOID,
                recipe.input(),
                recipe.normalization(),
                false,
                List.of("Smiling"),
                "Smiling",
                new Manifest.ClassifierCalibration(1, 0.5, 0.05),
                Map.of(),
                new Manifest.DataSummary("genki4k", 8, 4, "00"),
                "network = \"" + architecture + "\"",
                "",
                List.of(),
                Map.of());
        List<EpochRecord> history = new ArrayList<>();
        for (int epoch = 1; epoch <= 4; epoch++) {
            history.add(new EpochRecord(epoch, 1.0 / epoch, 0.5, 2.0 / epoch, 0.6, 0.001, 1, 100, 0, epoch <= 3));
        }
        Predictions predictions = new Predictions(logits, TRUTH, List.of("a", "b", "c", "d"));
        return new NetworkStudy(
                recipe,
                new Training.TrainingResult(manifest, Path.of("unused"), history),
                1234,
                new ModelEvaluation(
                        manifest, predictions, predictions, Evaluation.of(predictions, 0.5), List.of(), 0, 0),
                List.of());
    }

    private static List<NetworkStudy> networks() throws IOException {
        return List.of(
                network("study-cnn", "study-cnn", 2, -1, -2, 3),
                network("compact", "compact", 2, -1, -2, -3),
                network("study-vgg19", "vgg19/study", 2, 1, -2, -3));
    }

    private static StudyPage page(boolean synthetic) throws IOException {
        return new StudyReport(synthetic, "gioconda study").page(DATA, networks(), List.of(), null, 61);
    }

    @Test
    void summary_states_the_accuracy_of_each_network() throws IOException {
        assertThat(page(false).summary())
                .isEqualTo(
                        "Of 4 test images, study-cnn classifies 50.0 % correctly, compact classifies 75.0 % correctly, "
                                + "study-vgg19 classifies 100.0 % correctly.");
    }

    @Test
    void page_names_synthetic_portraits_as_such() throws IOException {
        StudyPage page = page(true);
        assertThat(page.subtitle()).isEqualTo("3 networks on synthetic portraits");
        assertThat(page.summary()).contains("do not apply to photographs");
        assertThat(page(false).subtitle()).isEqualTo("3 networks on genki4k");
    }

    @Test
    void comparison_begins_with_the_published_results() throws IOException {
        assertThat(page(false).comparison().rows())
                .startsWith(StudyPage.ComparisonRow.STUDY_2022, StudyPage.ComparisonRow.STUDY_2022_VGG19)
                .extracting(StudyPage.ComparisonRow::name)
                .endsWith("study-cnn", "compact", "study-vgg19")
                .hasSize(5);
        assertThat(page(false).comparison().rows().get(3).accuracy()).isEqualTo(0.75);
    }

    @Test
    void every_pair_of_networks_is_tested_once() throws IOException {
        List<StudyPage.PairedTest> pairs = page(false).comparison().pairs();
        assertThat(pairs)
                .extracting(pair -> pair.first() + " " + pair.second())
                .containsExactly("compact study-cnn", "study-vgg19 study-cnn", "study-vgg19 compact");
        assertThat(pairs.get(1).test().bothRight()).isEqualTo(2);
        assertThat(pairs.get(1).test().onlyFirst()).isEqualTo(2);
        assertThat(pairs.get(1).test().onlySecond()).isZero();
    }

    @Test
    void reproduction_has_command_models_and_recipes() throws IOException {
        StudyPage.Reproduction reproduction = page(false).reproduction();
        assertThat(reproduction.command()).isEqualTo("gioconda study");
        assertThat(reproduction.facts().get(0))
                .isEqualTo(new StudyPage.Fact(
                        "models", "study-cnn/20261130-120000, compact/20261130-120000, study-vgg19/20261130-120000"));
        assertThat(reproduction.configuration().lines())
                .startsWith("# study-cnn", "network = \"study-cnn\"")
                .contains("# compact", "network = \"vgg19/study\"");
    }

    @Test
    void section_of_a_network_has_its_history_and_kept_epoch() throws IOException {
        StudyPage.NetworkResult section = networks().get(1).section();
        assertThat(section.name()).isEqualTo("compact");
        assertThat(section.parameters()).isEqualTo(1234);
        assertThat(section.keptEpoch()).isEqualTo(3);
        assertThat(section.epochs()).hasSize(4);
        assertThat(section.epochs().get(1)).isEqualTo(new StudyPage.Epoch(2, 0.001, 0.5, 0.5, 1, 0.6));
        assertThat(section.test().accuracy()).isEqualTo(0.75);
    }

    @Test
    void transfer_network_is_described_by_backbone_and_head() throws IOException {
        assertThat(networks().get(2).section().description())
                .startsWith("The study's classifier B: the backbone vgg19 with random weights, ")
                .contains("the head \"study\"");
    }

    @Test
    void summary_of_a_network_has_its_test_metrics() throws IOException {
        NetworkStudy network = networks().get(1);
        assertThat(network.summary())
                .containsEntry("model", "compact/20261130-120000")
                .containsEntry("parameters", 1234L)
                .containsEntry("count", 4)
                .containsEntry("accuracy", 0.75)
                .containsKey("accuracyInterval");
        assertThat(network.summaryLine())
                .startsWith("compact    test accuracy 0.7500 (95 %: ")
                .endsWith(" on 4 images");
    }
}
