package dev.gioconda.server.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.image.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownResultTest {

    private static FaceAnswer face(long x, long y, long side, String label) {
        return new FaceAnswer(
                x, y, side, side, 0, 1, label, 0.5, 0.4, List.of("the face is blurred", "the face is small"));
    }

    private static ShownResult shown(List<FaceAnswer> faces) {
        ClassifyResponse response = new ClassifyResponse(
                "0".repeat(32), FaceAnswer.CANNOT_TELL, 0.5, "Wearing_Hat", "smile/1", 640, 480, null, faces);
        return ShownResult.of(response, new Picture(320, 240, new byte[3 * 320 * 240]));
    }

    @Test
    void faces_are_numbered_row_by_row() {
        List<FaceAnswer> faces = List.of(
                face(400, 210, 100, "wearing hat"),
                face(20, 20, 100, "wearing hat"),
                face(30, 200, 100, "not wearing hat"),
                face(300, 50, 90, "not wearing hat"));

        ShownResult result = shown(faces);

        assertThat(result.faces()).extracting(ShownFace::number).containsExactly(1, 2, 3, 4);
        assertThat(result.faces())
                .extracting(ShownFace::answer)
                .containsExactly(faces.get(1), faces.get(3), faces.get(2), faces.get(0));
        assertThat(result.summary()).isEqualTo("4 faces, 2 of them wearing hat.");
        assertThat(result.faces()).allSatisfy(one -> assertThat(one.thumbnail()).startsWith("data:image/jpeg"));
    }

    @Test
    void labels_of_small_faces_are_their_numbers() {
        ShownResult result = shown(List.of(face(20, 20, 40, "not wearing hat"), face(200, 20, 200, "wearing hat")));

        assertThat(result.faces()).extracting(one -> one.tag().text()).containsExactly("1", "2 Wearing hat");
    }

    @Test
    void labels_are_within_the_image() {
        ShownResult result = shown(List.of(face(600, 0, 40, FaceAnswer.CANNOT_TELL)));

        ShownFace.Tag tag = result.faces().get(0).tag();
        assertThat(tag.text()).isEqualTo("Can't tell");
        assertThat(tag.x()).isLessThan(640 - 5 * tag.size());
        assertThat(tag.y()).isGreaterThan(tag.size());
        assertThat(result.faces().get(0).thumbnail()).isNull();
    }

    @Test
    void main_reason_is_named_only_where_the_answer_is_uncertain() {
        ShownResult result =
                shown(List.of(face(20, 20, 100, FaceAnswer.CANNOT_TELL), face(200, 20, 100, "wearing hat")));

        assertThat(result.faces()).extracting(ShownFace::reason).containsExactly("The face is blurred.", null);
    }

    @Test
    void nothing_is_labeled_without_a_face() {
        assertThat(shown(List.of()).summary()).isEqualTo("No face was found.");
        assertThat(shown(List.of()).faces()).isEmpty();
    }
}
