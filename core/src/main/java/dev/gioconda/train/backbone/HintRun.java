package dev.gioconda.train.backbone;

import dev.gioconda.model.BackboneFiles;
import dev.gioconda.model.BackboneManifest;
import dev.gioconda.model.Pretrained;
import dev.gioconda.train.Progress;
import dev.gioconda.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The distillation of a backbone from teachers and pictures to a version on disk: weights, manifest and card.
 *
 * @param run the run folder, new or to be resumed
 * @param recipe of the run
 * @param data of the run
 */
public record HintRun(RunFolder run, HintRecipe recipe, HintData data) {

    /** The name of the backbone that a new run trains. */
    private static final String NAME = "gioconda-painting";

    /** Creates the folder of a new run. */
    public static HintRun create(Path runs, HintRecipe recipe, HintData data) throws IOException {
        teachers(data); // before the folder is created, which would stay empty if there are none
        data.requirePictures();
        RunFolder.RunInfo info = new RunFolder.RunInfo(NAME, RunFolder.timestamp(), data.toMap());
        return new HintRun(RunFolder.create(runs, info, recipe.toToml()), recipe, data);
    }

    /** Whether a run folder is one of a distillation. */
    public static boolean isIn(Path folder) throws IOException {
        return new RunFolder(folder).info().data().containsKey("teachers");
    }

    /** Opens a run to resume it, with its own recipe and data. */
    public static HintRun open(Path folder) throws IOException {
        RunFolder run = new RunFolder(folder);
        return new HintRun(
                run,
                HintRecipe.read(run.config(), List.of()),
                HintData.fromMap(run.info().data()));
    }

    /**
     * Trains, or resumes from the run's last checkpoint, and writes the backbone. A run that has written it is complete.
     *
     * @param backbones the version is written to {@code <backbones>/<name>/<version>}
     * @return the version's folder
     */
    public Path run(Path backbones, Consumer<Progress> listener) throws IOException {
        RunFolder.RunInfo info = run.info();
        Path folder = backbones.resolve(info.name()).resolve(info.started());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        List<FeatureTeacher> teachers = teachers(data);
        HintData.LoadedPictures pictures = data.load();
        pictures.identity(teachers).requireIn(run);
        HintTraining.HintResult result =
                new HintTraining(recipe, teachers, pictures.training(), pictures.validation()).run(run, listener);
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("validation.explained", result.kept().validationAccuracy());
        result.explained()
                .forEach((hint, share) ->
                        metrics.put("explained.%s.%s".formatted(hint.teacher(), hint.teacherLayer()), share));
        BackboneManifest manifest = new BackboneManifest(
                BackboneManifest.FORMAT,
                info.name(),
                info.started(),
                recipe.backbone().toString(),
                HintTraining.NORMALIZATION,
                metrics,
                Map.of(
                        "pictures",
                        pictures.description(),
                        "teachers",
                        String.join(
                                ", ",
                                teachers.stream().map(FeatureTeacher::name).toList())),
                recipe.toToml(),
                Map.of());
        BackboneFiles.write(folder, manifest, result.weights(), HintCard.of(manifest));
        return folder;
    }

    private static List<FeatureTeacher> teachers(HintData data) throws IOException {
        List<FeatureTeacher> teachers = new ArrayList<>();
        for (String teacher : data.teachers()) {
            int equals = teacher.indexOf('=');
            String network = equals < 0 ? teacher : teacher.substring(0, equals);
            String weights = equals < 0 ? Pretrained.AUTO : teacher.substring(equals + 1);
            Pretrained pretrained = Pretrained.find(network, weights);
            if (!pretrained.hasFile()) {
                throw new IOException(
                        "There are no weights of the teacher %s on this machine. Fetch them with \"gioconda weights fetch %s\", or give a file as %s=FILE."
                                .formatted(network, network, network));
            }
            FeatureTeacher loaded = FeatureTeacher.of(pretrained);
            if (loaded.hints().isEmpty()) {
                throw new IOException("%s has the weights of none of the layers of %s that can be predicted."
                        .formatted(pretrained.source(), network));
            }
            if (teachers.stream().anyMatch(other -> other.name().equals(loaded.name()))) {
                throw new IllegalArgumentException("The teacher %s is given twice.".formatted(loaded.name()));
            }
            teachers.add(loaded);
        }
        return teachers;
    }
}
