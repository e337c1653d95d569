package dev.gioconda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.Vocabulary.Hit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names, comments, messages, pages and documents use the field's standard words: none of those listed in {@code vocabulary.tsv}. */
class VocabularyTest {

    private static final Path ROOT = Path.of(System.getProperty("gioconda.root"));

    @Test
    void sources_pages_and_documents_contain_no_banned_word() throws Exception {
        assertThat(Vocabulary.load().search(ROOT)).isEmpty();
    }

    @Test
    void vocabulary_bans_at_least_80_words() throws Exception {
        assertThat(Vocabulary.load().size()).isGreaterThanOrEqualTo(80);
    }

    @Test
    void word_is_found_in_prose_names_and_across_lines() throws Exception {
        Vocabulary vocabulary = Vocabulary.of(List.of("slope\tgradient\tall", "let in\taccept\tall"), List.of());
        assertThat(vocabulary.search(Path.of("A.java"), "int slope;\nint slopeOf, theSlope, slope_of;\nslopes"))
                .extracting(Hit::line)
                .containsExactly(1, 2, 2, 2);
        assertThat(vocabulary.search(Path.of("A.java"), " * what is let\n * in, letIn(), outlet in"))
                .extracting(Hit::line)
                .containsExactly(1, 2);
    }

    @Test
    void type_name_is_searched_in_java_only_and_by_case() throws Exception {
        Vocabulary vocabulary = Vocabulary.of(List.of("Easel\tScaleState\tjava"), List.of());
        assertThat(vocabulary.search(Path.of("A.java"), "new Easel(); EaselTest; easel; Easels"))
                .hasSize(2);
        assertThat(vocabulary.search(Path.of("a.md"), "Easel")).isEmpty();
    }

    @Test
    void exemption_holds_for_its_word_and_its_files() throws Exception {
        Vocabulary vocabulary = Vocabulary.of(
                List.of("[cC]olour\tcolor\tpart"), List.of("a/**\tcolours\tTOML key", "b.md\t*\thistory"));
        assertThat(vocabulary.search(Path.of("a/A.java"), "colours, colourful"))
                .extracting(Hit::toString)
                .containsExactly("a/A.java:1: \"colourful\": write \"color\"");
        assertThat(vocabulary.search(Path.of("A.java"), "colours")).hasSize(1);
        assertThat(vocabulary.search(Path.of("b.md"), "colour")).isEmpty();
    }
}
