package dev.gioconda.cli.style;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.cli.Gioconda;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.Animation;
import dev.gioconda.image.codec.GifReader;
import dev.gioconda.image.codec.GifWriter;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.style.analysis.DrawnTextures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Painting as a user calls it, small, on painted portraits and drawn textures. */
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

    private record Result(int code, String out, String err) {}

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
        List<Picture> textures = DrawnTextures.all();
        Files.write(folder.resolve("waves.png"), PictureWriter.png(textures.get(0)));
        Files.write(folder.resolve("dots.png"), PictureWriter.png(textures.get(1)));
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static Result call(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Gioconda.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    /** {@code gioconda style}, with what makes it small. */
    private static Result style(String... arguments) {
        return call(Stream.concat(
                        Stream.concat(Stream.of("style"), Stream.of(arguments)),
                        Stream.concat(SMALL.stream(), Stream.of("--iterations", "4")))
                .toArray(String[]::new));
    }

    // ---- settings

    @Test
    void a_painting_with_settings_is_made_again_byte_for_byte() throws IOException {
        Result first = style(
                "--content",
                at("face.jpg"),
                "--style",
                at("waves.png") + ":3",
                "--style",
                at("dots.png"),
                "--seed",
                "5",
                "--settings",
                "--output",
                at("first.png"));
        assertThat(first.code).as(first.err).isZero();
        Result again = call(
                "style",
                "--from",
                at("first.png"),
                "--content",
                at("face.jpg"),
                "--style",
                at("waves.png"),
                "--style",
                at("dots.png"),
                "--output",
                at("again.png"));
        assertThat(again.code).as(again.err).isZero();
        assertThat(again.err).doesNotContain("Not the same");
        assertThat(Files.readAllBytes(folder.resolve("again.png")))
                .isEqualTo(Files.readAllBytes(folder.resolve("first.png")));
    }

    @Test
    void what_is_not_as_it_was_is_told() {
        style("--content", at("face.jpg"), "--style", at("waves.png"), "--settings", "--output", at("told.png"));
        Result other = call(
                "style",
                "--from",
                at("told.png"),
                "--content",
                at("other.jpg"),
                "--style",
                at("waves.png"),
                "--seed",
                "9",
                "--output",
                at("b.png"));
        assertThat(other.code).as(other.err).isZero();
        assertThat(other.err)
                .contains("Not the same: The content is another picture: other.jpg has sha256")
                .contains("The seed is 9, it was 1");
    }

    @Test
    void settings_are_written_only_when_they_are_wanted() {
        style("--content", at("face.jpg"), "--style", at("waves.png"), "--output", at("plain.png"));
        Result from = call("style", "--from", at("plain.png"), "--content", at("face.jpg"), "--style", at("waves.png"));
        assertThat(from.code).isEqualTo(1);
        assertThat(from.err).contains("holds no settings").contains("--settings");
        Result jpeg = call("style", "--from", at("face.jpg"), "--content", at("face.jpg"), "--style", at("waves.png"));
        assertThat(jpeg.code).isEqualTo(1);
        assertThat(jpeg.err).contains("no PNG file");
    }

    // ---- the command line

    @Test
    void a_photograph_and_a_style_are_asked_for_and_options_are_checked() {
        assertThat(call("style").code).isEqualTo(2);
        assertThat(call("style", "--content", at("face.jpg")).err).contains("--style=FILE[:WEIGHT]");
        Result layer =
                style("--content", at("face.jpg"), "--style", at("waves.png"), "--set", "content.layers=[\"conv9\"]");
        assertThat(layer.code).isEqualTo(2);
        assertThat(layer.err).contains("conv9").contains("style layers --suggest");
        for (String command : List.of("sheet", "layers", "frames")) {
            Result help = call("style", command, "--help");
            assertThat(help.code).isZero();
            assertThat(help.out).contains("gioconda style " + command);
        }
    }

    @Test
    void numbers_are_printed_for_programs() throws IOException {
        Result result =
                style("--content", at("face.jpg"), "--style", at("waves.png"), "--output", at("n.png"), "--json");
        JsonNode line = new ObjectMapper().readTree(result.out);
        assertThat(line.path("whole").asBoolean()).isTrue();
        assertThat(line.path("history")).hasSize(4);
        assertThat(line.path("losses").path("total").asDouble()).isPositive();
    }

    // ---- stopping and going on

    @Test
    void a_painting_that_was_asked_to_stop_leaves_its_best_and_goes_on_to_the_same_picture() throws Exception {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Gioconda.class.getName()));
        List<String> style = new ArrayList<>(List.of(
                "style",
                "--content",
                at("face.jpg"),
                "--style",
                at("waves.png"),
                "--iterations",
                "400",
                "--output",
                at("stopped.png")));
        style.addAll(SMALL);
        all.addAll(style);
        all.addAll(List.of("--checkpoint", at("state"), "--checkpoint-every", "0"));
        Path log = folder.resolve("stopped.log");
        Process child = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!saved() && child.isAlive() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        child.destroy(); // SIGTERM
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(new ImageDoor().read(folder.resolve("stopped.png")).height()).isEqualTo(48);
        assertThat(Files.readString(log)).contains("stopped before its end");

        List<String> resumed = new ArrayList<>(style);
        resumed.addAll(List.of("--resume", at("state")));
        Result goneOn = call(resumed.toArray(String[]::new));
        assertThat(goneOn.code).as(goneOn.err).isZero();
        byte[] picture = Files.readAllBytes(folder.resolve("stopped.png"));
        assertThat(call(style.toArray(String[]::new)).code).isZero();
        assertThat(picture).isEqualTo(Files.readAllBytes(folder.resolve("stopped.png")));
    }

    private static boolean saved() throws IOException {
        if (!Files.isDirectory(folder.resolve("state"))) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder.resolve("state"))) {
            return entries.anyMatch(entry -> entry.getFileName().toString().matches("step-\\d+"));
        }
    }

    @Test
    void going_on_needs_something_to_go_on_with() throws IOException {
        Result none = style("--content", at("face.jpg"), "--style", at("waves.png"), "--resume", at("nowhere"));
        assertThat(none.code).isEqualTo(2);
        assertThat(none.err).contains("There is no folder");
        Files.createDirectories(folder.resolve("empty"));
        Result empty = style("--content", at("face.jpg"), "--style", at("waves.png"), "--resume", at("empty"));
        assertThat(empty.code).isEqualTo(1);
        assertThat(empty.err).contains("There is no checkpoint");
    }

    // ---- folders, sheets, layers, frames

    @Test
    void a_folder_is_painted_although_one_of_its_files_is_no_picture() throws IOException {
        Path batch = Files.createDirectories(folder.resolve("batch"));
        Files.copy(folder.resolve("face.jpg"), batch.resolve("a.jpg"));
        Files.writeString(batch.resolve("b.png"), "no picture");
        Files.copy(folder.resolve("waves.png"), batch.resolve("a.png"));
        Files.writeString(batch.resolve("notes.txt"), "not looked at");
        Result result = style("--content", batch.toString(), "--style", at("dots.png"), "--output", at("painted"));
        assertThat(result.code).isEqualTo(1);
        assertThat(result.err).contains("b.png: ").contains("2 of 3 painted, 1 failed");
        try (Stream<Path> made = Files.list(folder.resolve("painted"))) {
            assertThat(made.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("a.png", "a.png.png");
        }
    }

    @Test
    void a_sheet_shows_variants_and_the_command_of_each() throws IOException {
        Result sheet = call(
                "style",
                "sheet",
                "--content",
                at("face.jpg"),
                "--style",
                at("waves.png"),
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
                at("sheet.png"));
        assertThat(sheet.code).as(sheet.err).isZero();
        assertThat(sheet.out.lines().filter(line -> line.contains("./gioconda style --content")))
                .hasSize(10);
        assertThat(new ImageDoor().read(folder.resolve("sheet.png")).width()).isBetween(120, 200);
    }

    @Test
    void suggested_layers_paint() {
        Result layers = call(
                "style", "layers", "--suggest", "--backbone", "squeezenet1_1", "--weights", "random", "--threads", "1");
        assertThat(layers.code).as(layers.err).isZero();
        String last = layers.out.lines().reduce((a, b) -> b).orElseThrow();
        assertThat(last).startsWith("--backbone squeezenet1_1 --weights random --set 'content.layers=");
        List<String> words = new ArrayList<>(List.of(last.replace("'", "").split(" ")));
        words.addAll(List.of(
                "--content",
                at("face.jpg"),
                "--style",
                at("waves.png"),
                "--preset",
                "quick",
                "--size",
                "64",
                "--iterations",
                "2",
                "--threads",
                "1",
                "--output",
                at("l.png")));
        words.add(0, "style");
        Result painted = call(words.toArray(String[]::new));
        assertThat(painted.code).as(painted.err).isZero();
    }

    @Test
    void a_film_is_painted_into_a_film() throws IOException {
        Picture face = new ImageDoor().read(folder.resolve("face.jpg"));
        Files.write(folder.resolve("film.gif"), GifWriter.gif(new Animation(List.of(face, face), List.of(7, 20))));
        Result result = call(Stream.concat(
                        Stream.of(
                                "style",
                                "frames",
                                "--content",
                                at("film.gif"),
                                "--style",
                                at("waves.png"),
                                "--iterations",
                                "4",
                                "--output",
                                at("painted.gif")),
                        SMALL.stream())
                .toArray(String[]::new));
        assertThat(result.code).as(result.err).isZero();
        Animation painted = GifReader.read(folder.resolve("painted.gif"));
        assertThat(painted.delays()).containsExactly(7, 20);
        assertThat(painted.frames().get(0).height()).isEqualTo(48);
    }

    // ---- fast styles

    @Test
    void a_style_is_learnt_and_paints_in_one_pass() throws IOException {
        Files.createDirectories(folder.resolve("photographs"));
        Files.copy(folder.resolve("face.jpg"), folder.resolve("photographs/a.jpg"));
        Files.writeString(folder.resolve("photographs/b.jpg"), "no picture");
        Result learnt = call(
                "style",
                "learn",
                "--style",
                at("waves.png"),
                "--photographs",
                at("photographs"),
                "--set",
                "learning.steps=3",
                "--set",
                "learning.batch=1",
                "--set",
                "learning.side=64",
                "--set",
                "learning.last-side=64",
                "--styles",
                at("styles"),
                "--checkpoint",
                at("learning"),
                "--preview",
                at("learning.png"),
                "--threads",
                "1");
        assertThat(learnt.code).as(learnt.err).isZero();
        assertThat(learnt.err).contains("Photographs to learn from: 1; files that were no pictures: 1.", "step 3 of 3");
        assertThat(folder.resolve("learning.png")).isRegularFile();
        String version = learnt.out.strip();
        Result painted = call(
                "style",
                "fast",
                "--style",
                version,
                "--content",
                at("other.jpg"),
                "--size",
                "64",
                "--output",
                at("fast.png"),
                "--json");
        assertThat(painted.code).as(painted.err).isZero();
        JsonNode line = new ObjectMapper().readTree(painted.out);
        assertThat(line.get("style").asText()).isEqualTo("waves");
        assertThat(new ImageDoor().read(folder.resolve("fast.png")).height()).isEqualTo(64);
    }

    @Test
    void a_fast_style_that_is_not_there_is_said_with_those_that_are() {
        Result unknown = call("style", "fast", "--style", "nowhere", "--content", at("face.jpg"));
        assertThat(unknown.code).isEqualTo(2);
        assertThat(unknown.err).contains("There is no fast style \"nowhere\"").contains("starry-night");
        Result none = call("style", "learn", "--style", at("waves.png"), "--photographs", at("nothing.zip"));
        assertThat(none.err).contains("There is nothing at");
    }

    @Test
    void a_painting_is_not_written_under_the_name_of_another_kind_of_file() {
        Result result = style("--content", at("face.jpg"), "--style", at("waves.png"), "--output", at("b.JPG"));
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("b.JPG: paintings are written as PNG");
        assertThat(folder.resolve("b.JPG")).doesNotExist();
    }
}
