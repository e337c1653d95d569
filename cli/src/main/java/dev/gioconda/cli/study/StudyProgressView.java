package dev.gioconda.cli.study;

import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.study.StudyProgress;
import dev.gioconda.train.Ablation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a study. */
final class StudyProgressView implements Consumer<StudyProgress>, AutoCloseable {

    private final PrintWriter err;
    private final FaceLoadingLog faces;
    private String network = "";
    private @Nullable TrainingProgressView training;

    StudyProgressView(PrintWriter err) {
        this.err = err;
        this.faces = new FaceLoadingLog(err);
    }

    @Override
    public synchronized void accept(StudyProgress progress) { // images are loaded by several threads
        if (progress instanceof StudyProgress.FacesLoading loading) {
            faces.loading(loading.part(), loading.done(), loading.total());
        } else if (progress instanceof StudyProgress.FacesLoaded loaded) {
            faces.skipped(loaded.skipped());
        } else if (progress instanceof StudyProgress.NetworkTraining step) {
            view(step.network()).accept(step.progress());
        } else if (progress instanceof StudyProgress.Stylized stylized) {
            err.printf(
                    Locale.ROOT,
                    "%s with %s: score %.3f%s%n",
                    stylized.preset(),
                    stylized.network(),
                    stylized.score(),
                    Double.isNaN(stylized.seconds()) ? "" : String.format(Locale.ROOT, ", %.1f s", stylized.seconds()));
        } else if (progress instanceof StudyProgress.ChoiceEvaluated choice) {
            Ablation.AblationRow row = choice.row();
            err.printf(
                    Locale.ROOT,
                    "%s weights, %s layers unfrozen, head %s: %.4f%n",
                    row.weights(),
                    row.unfreeze(),
                    row.head(),
                    row.accuracy());
        }
        err.flush();
    }

    private TrainingProgressView view(String name) {
        TrainingProgressView current = training;
        if (current == null || !name.equals(network)) {
            close();
            current = new TrainingProgressView(name, err);
            training = current;
            network = name;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        TrainingProgressView current = training;
        if (current != null) {
            current.close();
            training = null;
        }
    }
}
