package dev.gioconda.cli.faces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.recognition.gallery.EnrolledPerson;
import dev.gioconda.recognition.gallery.FaceGallery;
import dev.gioconda.recognition.gallery.GalleryFolder;
import dev.gioconda.recognition.gallery.GalleryKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code faces} as a user calls it who has no published weights. */
@Tag("integration")
class FacesCommandTest {

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String portrait() throws IOException {
        Path file = folder.resolve("portrait.png");
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(file, bytes));
        return file.toString();
    }

    private CommandResult call(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("faces", command));
        all.addAll(List.of(arguments));
        return CommandLineFixture.call(all);
    }

    private CommandResult withGallery(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--gallery", path("gallery"), "--key", path("gallery.key")));
        return call(command, all.toArray(String[]::new));
    }

    private void enroll(String... names) throws IOException {
        GalleryFolder gallery =
                new GalleryFolder(folder.resolve("gallery"), GalleryKey.readOrCreate(folder.resolve("gallery.key")));
        for (String name : names) {
            EnrolledPerson person =
                    new EnrolledPerson(name, "signed form", "operator", Instant.EPOCH, List.of(new float[] {1, 2}));
            gallery.change(new FaceGallery("mobilefacenet", List.of()), current -> current.with(person));
        }
    }

    @Test
    void detect_prints_boxes_and_the_detector() throws IOException {
        CommandResult detected =
                call("detect", "--detector", "cascades", "--weight-cache", path("cache"), "--json", portrait());
        JsonNode json = detected.json();
        assertThat(json.path("detector").asText()).isEqualTo("cascades");
        assertThat(json.path("faces")).hasSize(1);
        assertThat(json.path("faces").get(0).path("width").asDouble()).isGreaterThan(20);
        assertThat(json.path("faces").get(0).path("quality").asDouble()).isBetween(0.0, 1.0);
        assertThat(json.path("faces").get(0).path("reasons").isArray()).isTrue();
    }

    @Test
    void detector_without_its_file_is_a_usage_error() throws IOException {
        CommandResult detected = call("detect", "--detector", "yunet", "--weight-cache", path("cache"), portrait());
        assertThat(detected.code()).isEqualTo(2);
        assertThat(detected.err()).contains("gioconda weights fetch yunet");
    }

    @Test
    void parts_and_expressions_without_their_files_tell_how_to_get_them() throws IOException {
        for (List<String> option : List.of(List.of("--parts", "face-mesh"), List.of("--expression", "face-api"))) {
            CommandResult detected =
                    call("detect", option.get(0), "--json", "--weight-cache", path("cache"), portrait());
            assertThat(detected.code()).isEqualTo(1);
            assertThat(detected.err()).contains("gioconda weights fetch " + option.get(1));
        }
        CommandResult text = call("detect", "--parts", "--weight-cache", path("cache"), portrait());
        assertThat(text.code()).isEqualTo(2);
        assertThat(text.err()).contains("add --json");
    }

    @Test
    void recognition_without_weights_tells_how_to_get_them() throws IOException {
        CommandResult verified =
                call("verify", "--embedder", "mobilefacenet", "--weight-cache", path("cache"), portrait(), portrait());
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.err()).contains("gioconda weights fetch mobilefacenet");
    }

    @Test
    void faces_are_verified_without_any_weights() throws IOException {
        JsonNode json = call("verify", "--weight-cache", path("cache"), "--json", portrait(), portrait())
                .json();
        assertThat(json.path("embedder").asText()).isEqualTo("gioconda");
        assertThat(json.path("distance").asDouble()).isZero();
    }

    @Test
    void enrolling_without_consent_is_a_usage_error_and_draws_no_key() throws IOException {
        CommandResult enrolled = withGallery("enroll", "Ada", portrait());
        assertThat(enrolled.code()).isEqualTo(2);
        assertThat(enrolled.err()).contains("--consent").contains("Ada");
        assertThat(folder.resolve("gallery.key")).doesNotExist();
    }

    @Test
    void empty_gallery_is_reported() throws IOException {
        for (CommandResult result :
                List.of(withGallery("list"), withGallery("delete", "Ada"), withGallery("identify", portrait()))) {
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("Nobody is enrolled").contains("gioconda faces enroll");
        }
    }

    @Test
    void persons_are_listed_exported_and_deleted() throws IOException {
        enroll("Ada", "Bob");
        assertThat(withGallery("list").out())
                .contains("Ada: 1 faces", "signed form")
                .contains("Bob");
        JsonNode ada = withGallery("list", "--json", "--embeddings").lines().get(0);
        assertThat(ada.path("embeddings").get(0).get(1).asDouble()).isEqualTo(2);
        assertThat(ada.path("embedder").asText()).isEqualTo("mobilefacenet");
        assertThat(withGallery("list", "--embeddings").code()).isEqualTo(2);
        assertThat(withGallery("delete", "Ada").out()).contains("Ada was deleted; 1 persons are enrolled.");
        assertThat(withGallery("list").out()).contains("Bob").doesNotContain("Ada");
        CommandResult again = withGallery("delete", "Ada");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("Nobody is enrolled as \"Ada\".");
    }

    @Test
    void gallery_with_another_key_stays_as_it_is() throws IOException {
        enroll("Ada");
        Files.writeString(folder.resolve("gallery.key"), "0".repeat(64));
        CommandResult listed = withGallery("list");
        assertThat(listed.code()).isEqualTo(1);
        assertThat(listed.err()).contains("was encrypted with the key");
    }

    @Test
    void missing_key_of_a_gallery_is_reported() throws IOException {
        enroll("Ada");
        Files.delete(folder.resolve("gallery.key"));
        for (CommandResult result :
                List.of(withGallery("list"), withGallery("enroll", "Bob", portrait(), "--consent", "signed form"))) {
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("The key of the gallery").contains("--key");
        }
        assertThat(folder.resolve("gallery.key")).doesNotExist();
    }
}
