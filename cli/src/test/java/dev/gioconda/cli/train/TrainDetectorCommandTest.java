package dev.gioconda.cli.train;

import static dev.gioconda.cli.CommandLineFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainDetectorCommandTest {

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Cut-outs in two folders. */
    private String cutOuts() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(1, 20);
        AtomicInteger number = new AtomicInteger();
        portraits.visit(portraits.entries(), (entry, bytes) -> {
            int i = number.getAndIncrement();
            Path parent = Files.createDirectories(folder.resolve("set").resolve(i % 2 == 0 ? "a" : "b"));
            Files.write(parent.resolve(i + ".png"), bytes);
        });
        return path("set");
    }

    @Test
    void data_or_a_run_is_required() {
        CommandResult result = call("train", "--task", "detector");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--data").contains("--resume");
    }

    @Test
    void an_unknown_teacher_is_rejected_before_the_data_are_read() {
        CommandResult result = call("train", "--task", "detector", "--data", "missing", "--teacher", "mtcnn");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("mtcnn").contains("yunet");
    }

    @Test
    void a_resumed_run_keeps_its_data() {
        CommandResult result = call("train", "detector", "--resume", path("run"), "--data", "faces");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("keeps its own recipe and data");
    }

    @Test
    @Tag("integration") // trains for about two seconds
    void a_detector_of_cut_outs_is_trained_and_used() throws IOException {
        String cutOuts = cutOuts();
        CommandResult trained = call(
                "train",
                "--task",
                "detector",
                "--data",
                cutOuts,
                "--teacher",
                "none",
                "--name",
                "drawn",
                "--runs",
                path("runs"),
                "--detectors",
                path("detectors"),
                "--json",
                "--set",
                "scenes.epoch=4",
                "--set",
                "scenes.validation=2",
                "--set",
                "scenes.side=64",
                "--set",
                "training.epochs=1",
                "--set",
                "training.batch=2");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("training: 16 pictures with objects, 0 without, 0 not decodable");
        String version = trained.json().path("path").asText();
        assertThat(Path.of(version).getParent()).isEqualTo(folder.resolve("detectors/drawn"));
        CommandResult detected = call("faces", "detect", "--detector", version, "--json", cutOuts + "/a/0.png");
        assertThat(detected.code()).as(detected.err()).isZero();
        JsonNode json = detected.json();
        assertThat(json.path("detector").asText()).isEqualTo(version);
    }
}
