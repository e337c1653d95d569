package dev.gioconda.study;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.explore.Exploration;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.split.Parts;
import dev.gioconda.model.Classifier;
import dev.gioconda.report.study.StudyHtml;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.train.Ablation;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The study of 2022: explores the data, trains and evaluates the networks, stylizes images, compares choices of transfer
 * learning, and writes one page.
 *
 * @param config what is done
 * @param listener of the progress
 */
public record Study(StudyConfig config, Consumer<StudyProgress> listener) {

    /** Runs the study; the page is written after each chapter. */
    public List<NetworkStudy> run() throws IOException {
        long start = System.nanoTime();
        Path parent = config.folders().page().toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent); // fails before hours of training, not after
        }
        Dataset set = config.data().open();
        String started = RunFolder.timestamp();
        String target = config.recipes().values().iterator().next().target();
        Parts parts = config.data().split(set, target);
        Exploration exploration = ExplorationSection.explore(set);
        List<NetworkStudy> networks = new ArrayList<>();
        for (Map.Entry<String, Recipe> entry : config.recipes().entrySet()) {
            networks.add(trainAndEvaluate(entry.getKey(), entry.getValue(), started, set, parts));
        }
        StudyPage.StudyData data = ExplorationSection.of(exploration, set, target, parts, config.splitDescription());
        writePage(start, data, networks, List.of(), null);
        StudyPage.StyleTransferStudy styleTransfers = null;
        if (config.styleTransfers().iterations() > 0) {
            styleTransfers = new StyleStudy(config.styleTransfers(), models(networks), listener).run();
            writePage(start, data, networks, List.of(), styleTransfers);
        }
        if (config.ablation().trainingImages() > 0) {
            List<Ablation.AblationRow> rows = new TransferAblation(
                            config.data().splitSeed(), config.folders().features(), listener)
                    .compare(set, parts, config.ablation());
            writePage(start, data, networks, rows, styleTransfers);
        }
        return networks;
    }

    private void writePage(
            long start,
            StudyPage.StudyData data,
            List<NetworkStudy> networks,
            List<Ablation.AblationRow> rows,
            StudyPage.@Nullable StyleTransferStudy styleTransfers)
            throws IOException {
        double seconds = (System.nanoTime() - start) / 1e9;
        StudyPage page = new StudyReport(config.synthetic(), config.command())
                .page(data, networks, rows, styleTransfers, seconds);
        Files.writeString(config.folders().page(), StudyHtml.of(page));
    }

    /** The folders of the models to stylize with: those of this study with the study's head, then the given ones. */
    private List<Path> models(List<NetworkStudy> networks) {
        List<Path> folders = new ArrayList<>(networks.stream()
                .filter(network -> network.recipe().network().endsWith("/study"))
                .map(network -> network.result().folder())
                .toList());
        folders.addAll(config.styleTransfers().tunedModels());
        return folders;
    }

    private NetworkStudy trainAndEvaluate(String name, Recipe recipe, String started, Dataset set, Parts parts)
            throws IOException {
        StudyFaces faces = new StudyFaces(listener);
        RunFolder run = RunFolder.create(
                config.folders().runs(),
                new RunFolder.RunInfo(name, started, config.dataRecord()),
                Recipes.toToml(recipe));
        Training.TrainingResult result;
        try (Faces train = faces.load("training", parts.train(), recipe.input());
                Faces validation = faces.load("validation", parts.validation(), recipe.input())) {
            result = new Training(
                            recipe, set, train, validation, config.folders().features())
                    .run(
                            run,
                            config.folders().models(),
                            progress -> listener.accept(new StudyProgress.NetworkTraining(name, progress)));
        }
        Classifier classifier = Classifier.load(result.folder());
        try (Faces test = faces.load("test", parts.test(), recipe.input())) {
            return NetworkStudy.of(recipe, result, classifier, set, test);
        }
    }
}
