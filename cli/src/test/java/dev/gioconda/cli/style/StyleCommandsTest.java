package dev.gioconda.cli.style;

import static dev.gioconda.cli.CommandLineFixture.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.cli.Gioconda;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.Animation;
import dev.gioconda.image.codec.GifReader;
import dev.gioconda.image.codec.GifWriter;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.style.analysis.ProceduralTextures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Painting as a user calls it, small, on painted portraits and drawn textures. */
@Tag("integration")
class StyleCommandsTest {

    private static final List<String> SMALL = List.of(
            "--preset",
            "quick",
            "--backbone",
            "vgg19:width=0.0625",
            "--weights",
            "random",
            "--size",
            "48",
            "--threads",
            "1");

    @TempDir
    private static Path folder;

    private static final int THREADS = torch.get_num_threads();

    @AfterAll
    static void useAllThreads() {
        torch.set_num_threads(THREADS);
    }

    @BeforeAll
    static void draw() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(3, 2);
        List<byte[]> faces = new ArrayList<>();
        portraits.visit(portraits.entries(), (entry, bytes) -> faces.add(bytes));
        Files.write(folder.resolve("face.jpg"), faces.get(0));
        Files.write(folder.resolve("other.jpg"), faces.get(1));
        List<Picture> textures = ProceduralTextures.all();
        Files.write(folder.resolve("waves.png"), PictureWriter.png(textures.get(0)));
        Files.write(folder.resolve("dots.png"), PictureWriter.png(textures.get(1)));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    /** {@code gioconda style}, with what makes it small. */
    private static CommandResult style(String... arguments) {
        return call(Stream.concat(
                        Stream.concat(Stream.of("style"), Stream.of(arguments)),
                        Stream.concat(SMALL.stream(), Stream.of("--iterations", "4")))
                .toArray(String[]::new));
    }

    // ---- settings

    @Test
    void stored_settings_reproduce_the_image_byte_for_byte() throws IOException {
        CommandResult first = style(
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png") + ":3",
                "--style",
                path("dots.png"),
                "--seed",
                "5",
                "--embed-settings",
                "--output",
                path("first.png"));
        assertThat(first.code()).as(first.err()).isZero();
        CommandResult again = call(
                "style",
                "--settings-from",
                path("first.png"),
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"),
                "--style",
                path("dots.png"),
                "--output",
                path("again.png"));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).doesNotContain("Differs from --settings-from");
        assertThat(Files.readAllBytes(folder.resolve("again.png")))
                .isEqualTo(Files.readAllBytes(folder.resolve("first.png")));
    }

    @Test
    void changed_inputs_are_reported() {
        style(
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"),
                "--embed-settings",
                "--output",
                path("told.png"));
        CommandResult other = call(
                "style",
                "--settings-from",
                path("told.png"),
                "--content",
                path("other.jpg"),
                "--style",
                path("waves.png"),
                "--seed",
                "9",
                "--output",
                path("b.png"));
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(other.err())
                .contains("Differs from --settings-from: The content is another image: other.jpg has sha256")
                .contains("The seed is 9, it was 1");
    }

    @Test
    void settings_are_written_only_on_request() {
        style("--content", path("face.jpg"), "--style", path("waves.png"), "--output", path("plain.png"));
        CommandResult from = call(
                "style",
                "--settings-from",
                path("plain.png"),
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"));
        assertThat(from.code()).isEqualTo(1);
        assertThat(from.err()).contains("has no embedded settings").contains("--embed-settings");
        CommandResult jpeg = call(
                "style",
                "--settings-from",
                path("face.jpg"),
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"));
        assertThat(jpeg.code()).isEqualTo(1);
        assertThat(jpeg.err()).contains("not a PNG file");
    }

    // ---- the command line

    @Test
    void missing_inputs_and_invalid_options_are_rejected() {
        assertThat(call("style").code()).isEqualTo(2);
        assertThat(call("style", "--content", path("face.jpg")).err()).contains("--style=FILE[:WEIGHT]");
        CommandResult layer = style(
                "--content", path("face.jpg"), "--style", path("waves.png"), "--set", "content.layers=[\"conv9\"]");
        assertThat(layer.code()).isEqualTo(2);
        assertThat(layer.err()).contains("conv9").contains("style layers --suggest");
        for (String command : List.of("sheet", "layers", "frames")) {
            CommandResult help = call("style", command, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("gioconda style " + command);
        }
    }

    @Test
    void json_output_has_losses_and_times() throws IOException {
        CommandResult result =
                style("--content", path("face.jpg"), "--style", path("waves.png"), "--output", path("n.png"), "--json");
        JsonNode line = new ObjectMapper().readTree(result.out());
        assertThat(line.path("whole").asBoolean()).isTrue();
        assertThat(line.path("history")).hasSize(4);
        assertThat(line.path("losses").path("total").asDouble()).isPositive();
    }

    // ---- stopping and resuming

    @Test
    void stopped_run_saves_its_best_and_resumes_to_the_same_image() throws Exception {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Gioconda.class.getName()));
        List<String> style = new ArrayList<>(List.of(
                "style",
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"),
                "--iterations",
                "400",
                "--output",
                path("stopped.png")));
        style.addAll(SMALL);
        all.addAll(style);
        all.addAll(List.of("--checkpoint", path("state"), "--checkpoint-every", "0"));
        Path log = folder.resolve("stopped.log");
        Process child = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> savedCheckpoints() || !child.isAlive());
        child.destroy(); // SIGTERM
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(new SafeImageDecoder().read(folder.resolve("stopped.png")).height())
                .isEqualTo(48);
        assertThat(Files.readString(log)).contains("stopped early");

        List<String> resumed = new ArrayList<>(style);
        resumed.addAll(List.of("--resume", path("state")));
        CommandResult resumedResult = call(resumed.toArray(String[]::new));
        assertThat(resumedResult.code()).as(resumedResult.err()).isZero();
        byte[] picture = Files.readAllBytes(folder.resolve("stopped.png"));
        assertThat(call(style.toArray(String[]::new)).code()).isZero();
        assertThat(picture).isEqualTo(Files.readAllBytes(folder.resolve("stopped.png")));
    }

    private static boolean savedCheckpoints() throws IOException {
        if (!Files.isDirectory(folder.resolve("state"))) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder.resolve("state"))) {
            return entries.anyMatch(entry -> entry.getFileName().toString().matches("step-\\d+"));
        }
    }

    @Test
    void resume_without_checkpoint_is_rejected() throws IOException {
        CommandResult rejected =
                style("--content", path("face.jpg"), "--style", path("waves.png"), "--resume", path("nowhere"));
        assertThat(rejected.code()).isEqualTo(2);
        assertThat(rejected.err()).contains("There is no folder");
        Files.createDirectories(folder.resolve("empty"));
        CommandResult empty =
                style("--content", path("face.jpg"), "--style", path("waves.png"), "--resume", path("empty"));
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("There is no checkpoint");
    }

    // ---- folders, sheets, layers, frames

    @Test
    void batch_continues_after_an_invalid_image() throws IOException {
        Path batch = Files.createDirectories(folder.resolve("batch"));
        Files.copy(folder.resolve("face.jpg"), batch.resolve("a.jpg"));
        Files.writeString(batch.resolve("b.png"), "no picture");
        Files.copy(folder.resolve("waves.png"), batch.resolve("a.png"));
        Files.writeString(batch.resolve("notes.txt"), "not an image");
        CommandResult result =
                style("--content", batch.toString(), "--style", path("dots.png"), "--output", path("painted"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("b.png: ").contains("2 of 3 images stylized, 1 failed");
        try (Stream<Path> outputs = Files.list(folder.resolve("painted"))) {
            assertThat(outputs.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("a.png", "a.png.png");
        }
    }

    @Test
    void sheet_prints_the_command_of_each_variant() throws IOException {
        CommandResult sheet = call(
                "style",
                "sheet",
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"),
                "--preset",
                "quick",
                "--backbone",
                "vgg19:width=0.0625",
                "--weights",
                "random",
                "--size",
                "40",
                "--iterations",
                "2",
                "--threads",
                "1",
                "--output",
                path("sheet.png"));
        assertThat(sheet.code()).as(sheet.err()).isZero();
        assertThat(sheet.out().lines().filter(line -> line.contains("./gioconda style --content")))
                .hasSize(10);
        assertThat(new SafeImageDecoder().read(folder.resolve("sheet.png")).width())
                .isBetween(120, 200);
    }

    @Test
    void suggested_layers_can_be_used() {
        CommandResult layers = call(
                "style", "layers", "--suggest", "--backbone", "squeezenet1_1", "--weights", "random", "--threads", "1");
        assertThat(layers.code()).as(layers.err()).isZero();
        String last = layers.out().lines().reduce((a, b) -> b).orElseThrow();
        assertThat(last).startsWith("--backbone squeezenet1_1 --weights random --set 'content.layers=");
        List<String> arguments = new ArrayList<>(List.of(last.replace("'", "").split(" ")));
        arguments.addAll(List.of(
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"),
                "--preset",
                "quick",
                "--size",
                "64",
                "--iterations",
                "2",
                "--threads",
                "1",
                "--output",
                path("l.png")));
        arguments.add(0, "style");
        CommandResult painted = call(arguments.toArray(String[]::new));
        assertThat(painted.code()).as(painted.err()).isZero();
    }

    @Test
    void animated_gif_is_stylized_into_a_gif() throws IOException {
        Picture face = new SafeImageDecoder().read(folder.resolve("face.jpg"));
        Files.write(folder.resolve("film.gif"), GifWriter.gif(new Animation(List.of(face, face), List.of(7, 20))));
        CommandResult result = call(Stream.concat(
                        Stream.of(
                                "style",
                                "frames",
                                "--content",
                                path("film.gif"),
                                "--style",
                                path("waves.png"),
                                "--iterations",
                                "4",
                                "--output",
                                path("painted.gif")),
                        SMALL.stream())
                .toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        Animation painted = GifReader.read(folder.resolve("painted.gif"));
        assertThat(painted.delays()).containsExactly(7, 20);
        assertThat(painted.frames().get(0).height()).isEqualTo(48);
    }

    // ---- fast styles

    @Test
    void fast_style_is_trained_and_applied() throws IOException {
        Files.createDirectories(folder.resolve("photographs"));
        Files.copy(folder.resolve("face.jpg"), folder.resolve("photographs/a.jpg"));
        Files.writeString(folder.resolve("photographs/b.jpg"), "no picture");
        CommandResult trained = call(
                "style",
                "learn",
                "--style",
                path("waves.png"),
                "--photographs",
                path("photographs"),
                "--set",
                "learning.steps=3",
                "--set",
                "learning.batch=1",
                "--set",
                "learning.side=64",
                "--set",
                "learning.last-side=64",
                "--styles",
                path("styles"),
                "--checkpoint",
                path("learning"),
                "--preview",
                path("learning.png"),
                "--threads",
                "1");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err())
                .contains("Content images for training: 1; files that are not images: 1.", "step 3 of 3");
        assertThat(folder.resolve("learning.png")).isRegularFile();
        String version = trained.out().strip();
        CommandResult painted = call(
                "style",
                "fast",
                "--style",
                version,
                "--content",
                path("other.jpg"),
                "--size",
                "64",
                "--output",
                path("fast.png"),
                "--json");
        assertThat(painted.code()).as(painted.err()).isZero();
        JsonNode line = new ObjectMapper().readTree(painted.out());
        assertThat(line.get("style").asText()).isEqualTo("waves");
        assertThat(new SafeImageDecoder().read(folder.resolve("fast.png")).height())
                .isEqualTo(64);
    }

    @Test
    void unknown_fast_style_error_lists_the_known_ones() {
        CommandResult unknown = call("style", "fast", "--style", "nowhere", "--content", path("face.jpg"));
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no fast style \"nowhere\"").contains("starry-night");
        CommandResult rejected =
                call("style", "learn", "--style", path("waves.png"), "--photographs", path("nothing.zip"));
        assertThat(rejected.err()).contains("does not exist");
    }

    @Test
    void output_with_another_file_extension_is_rejected() {
        CommandResult result =
                style("--content", path("face.jpg"), "--style", path("waves.png"), "--output", path("b.JPG"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("b.JPG: images are written as PNG");
        assertThat(folder.resolve("b.JPG")).doesNotExist();
    }
}
