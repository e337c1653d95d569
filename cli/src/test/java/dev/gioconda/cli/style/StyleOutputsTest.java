package dev.gioconda.cli.style;

import static dev.gioconda.cli.CommandLineFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.style.StyleTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs and outputs of style transfers as users mix them up. */
@Tag("integration")
class StyleOutputsTest {

    private static final List<String> SMALL = List.of(
            "--preset",
            "quick",
            "--backbone",
            "vgg19:width=0.0625",
            "--weights",
            "random",
            "--size",
            "32",
            "--iterations",
            "2",
            "--threads",
            "1");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        Files.write(folder.resolve("me.png"), PictureWriter.png(checks(48, 36, 9)));
        Files.write(folder.resolve("dots.png"), PictureWriter.png(checks(40, 40, 3)));
    }

    private static Picture checks(int width, int height, int side) {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            boolean dark = (i % width / side + i / width / side) % 2 == 0;
            rgb[3 * i] = (byte) (dark ? 40 : 220);
            rgb[3 * i + 1] = (byte) (dark ? 90 : 200);
            rgb[3 * i + 2] = (byte) (dark ? 160 : side * 20);
        }
        return new Picture(width, height, rgb);
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandResult style(String... arguments) {
        return call(Stream.concat(Stream.concat(Stream.of("style"), Stream.of(arguments)), SMALL.stream())
                .toArray(String[]::new));
    }

    @Test
    void inputs_are_not_overwritten() throws IOException {
        byte[] content = Files.readAllBytes(folder.resolve("me.png"));
        for (String input : List.of("me.png", "dots.png")) {
            CommandResult result =
                    style("--content", path("me.png"), "--style", path("dots.png"), "--output", path(input));
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("is the input file").doesNotContain("iterations");
        }
        CommandResult preview =
                style("--content", path("me.png"), "--style", path("dots.png"), "--preview", path("me.png"));
        assertThat(preview.code()).isEqualTo(2);
        CommandResult fast =
                call("style", "fast", "--style", "great-wave", "--content", path("me.png"), "--output", path("me.png"));
        assertThat(fast.code()).isEqualTo(2);
        CommandResult sheet = call(
                "style", "sheet", "--content", path("me.png"), "--style", path("dots.png"), "--output", path("me.png"));
        assertThat(sheet.code()).isEqualTo(2);
        assertThat(Files.readAllBytes(folder.resolve("me.png"))).isEqualTo(content);
    }

    @Test
    void folder_of_images_is_not_overwritten_by_its_results() throws IOException {
        Path album = Files.createDirectories(folder.resolve("album"));
        Files.copy(folder.resolve("me.png"), album.resolve("a.png"));
        for (String command : List.of("", "frames")) {
            CommandResult result = call(Stream.of(
                            List.of("style"),
                            command.isEmpty() ? List.<String>of() : List.of(command),
                            List.of("--content", album.toString(), "--style", path("dots.png")),
                            List.of("--output", album.toString()),
                            SMALL)
                    .flatMap(List::stream)
                    .toArray(String[]::new));
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("a.png is the input file");
        }
    }

    @Test
    void existing_folder_receives_the_image() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("keep.txt"), "keep");
        CommandResult result =
                style("--content", path("me.png"), "--style", path("dots.png"), "--output", full.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(new SafeImageDecoder().read(full.resolve("painting.png")).width())
                .isEqualTo(32);
        assertThat(full.resolve("keep.txt")).exists();
    }

    @Test
    void refused_image_is_named() throws IOException {
        Files.writeString(folder.resolve("photo.avif"), "\0\0\0 ftypavif");
        CommandResult result =
                style("--content", path("me.png"), "--style", path("photo.avif"), "--output", path("p.png"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("photo.avif: This is an AVIF picture", "avifdec");
    }

    @Test
    void skipped_files_and_subfolders_are_reported() throws IOException {
        Path mixed = Files.createDirectories(folder.resolve("mixed/deeper"));
        Files.copy(folder.resolve("me.png"), mixed.resolveSibling("a.png"));
        Files.writeString(mixed.resolveSibling("b.heic"), "RIFF");
        CommandResult result =
                style("--content", path("mixed"), "--style", path("dots.png"), "--output", path("mixed-painted"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("1 files of other formats were skipped", "b.heic", "1 subfolders were skipped", "deeper");
    }

    @Test
    void content_as_style_and_other_shapes_are_warned_about() throws IOException {
        Picture picture = checks(48, 36, 9);
        Picture mask = checks(30, 60, 30);
        StyleTask same = new StyleTask(picture, List.of(new StyleTask.StyleImage(picture, 1, null)), mask, null, 64, 1);
        assertThat(StyleTaskCheck.warnings(same))
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning).contains("The style image is the content image itself"))
                .anySatisfy(warning -> assertThat(warning).contains("The mask has 30 x 60 pixels"));
        assertThat(StyleTaskCheck.warnings(StyleTask.of(picture, checks(48, 36, 4), 64, 1)))
                .isEmpty();
        CommandResult result =
                style("--content", path("me.png"), "--style", path("me.png"), "--output", path("same.png"));
        assertThat(result.err()).contains("there is no style to transfer");
    }
}
