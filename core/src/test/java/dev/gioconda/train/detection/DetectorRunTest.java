package dev.gioconda.train.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.model.DetectorFiles;
import dev.gioconda.model.DetectorManifest;
import dev.gioconda.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration") // trains for about three seconds
class DetectorRunTest {

    private static final List<String> TINY = List.of(
            "scenes.epoch=8",
            "scenes.validation=4",
            "scenes.side=96",
            "training.epochs=3",
            "training.batch=4",
            "training.precision=float32");

    @TempDir
    private Path folder;

    /** Twenty cut-outs in two folders. */
    private DetectorData data(int brightness) throws IOException {
        Path set = folder.resolve("cut-outs-" + brightness);
        for (int i = 0; i < 20; i++) {
            Path parent = Files.createDirectories(set.resolve(i % 2 == 0 ? "round" : "square"));
            ImageIO.write(
                    PictureFixture.plain(40, 40, brightness + i).toBufferedImage(),
                    "png",
                    parent.resolve(i + ".png").toFile());
        }
        return new DetectorData(set.toString(), List.of(), DetectorData.WHOLE_PICTURE);
    }

    private static DetectorData.Loaded loaded(DetectorData data) throws IOException {
        return data.load(
                Teacher.WHOLE_PICTURE, (part, set) -> assertThat(set.pictures()).isNotEmpty());
    }

    private DetectorRun run(String name, DetectorData data) throws IOException {
        return DetectorRun.create(folder.resolve("runs"), name, DetectorRecipe.read(DetectorRecipe.PRESET, TINY), data);
    }

    @Test
    void a_detector_of_cut_outs_is_written_as_a_version() throws IOException {
        DetectorData data = data(100);
        Path version = run("logo", data).train(folder.resolve("detectors"), loaded(data), progress -> {});
        DetectorManifest manifest = DetectorFiles.manifest(version);
        assertThat(manifest.name()).isEqualTo("logo");
        assertThat(manifest.points()).isFalse();
        assertThat(manifest.data().get("objects")).contains("pictures");
        assertThat(DetectorFiles.network(version, manifest).parameterCount()).isEqualTo(172_279);
        assertThat(version.resolve("card.md")).content().contains("# logo", "annotated by: none");
    }

    @Test
    void a_resumed_training_equals_an_uninterrupted_one() throws IOException {
        DetectorData data = data(100);
        Path whole = run("whole", data).train(folder.resolve("detectors"), loaded(data), progress -> {});
        DetectorRun interrupted = run("parts", data);
        assertThatThrownBy(() -> interrupted.train(folder.resolve("detectors"), loaded(data), progress -> {
                    if (progress instanceof Progress.EpochEnd end && end.epoch().epoch() == 2) {
                        throw new IllegalStateException("interrupted");
                    }
                }))
                .hasMessage("interrupted");
        DetectorRun resumed = DetectorRun.open(interrupted.run().folder());
        assertThat(resumed.data()).isEqualTo(data);
        Path parts = resumed.train(folder.resolve("detectors"), loaded(data), progress -> {});
        assertThat(Hashes.sha256(parts.resolve("weights.safetensors")))
                .isEqualTo(Hashes.sha256(whole.resolve("weights.safetensors")));
    }

    @Test
    void a_run_is_not_resumed_with_other_data() throws IOException {
        DetectorRun run = run("logo", data(100));
        DetectorData.Loaded first = loaded(data(100));
        Path unused = run.train(folder.resolve("detectors"), first, progress -> {});
        assertThat(unused).exists();
        assertThatThrownBy(() -> run.train(folder.resolve("detectors"), loaded(data(90)), progress -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The data differ");
    }
}
