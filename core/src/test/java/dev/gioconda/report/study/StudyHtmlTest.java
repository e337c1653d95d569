package dev.gioconda.report.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.evaluate.McNemar;
import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.XmlFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class StudyHtmlTest {

    private static final StudyPage STUDY = StudyPageFixture.page();
    private static final String PAGE = StudyHtml.of(STUDY);
    private static final Document DOCUMENT = XmlFixture.parse(PAGE);

    @Test
    void page_is_self_contained() {
        assertThat(PAGE.toLowerCase(Locale.ROOT))
                .doesNotContain("<script")
                .doesNotContain("<link")
                .doesNotContain("@import")
                .doesNotContain("@font-face")
                .doesNotContain("url(")
                .doesNotContain("javascript:");
        assertThat(PAGE.replaceAll("xmlns=\"[^\"]*\"", ""))
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(XmlFixture.all(DOCUMENT, "img")).hasSize(24 + 2 * 12 + 8).allSatisfy(img -> {
            assertThat(img.getAttribute("src")).startsWith("data:image/jpeg;base64,");
            assertThat(img.getAttribute("alt")).isNotBlank();
        });
    }

    @Test
    void page_supports_light_dark_and_print() {
        assertThat(PAGE)
                .contains("prefers-color-scheme: dark")
                .contains("color-scheme: light dark")
                .contains("@media print");
    }

    @Test
    void every_drawing_has_a_title_and_a_description() {
        List<Element> drawings = XmlFixture.all(DOCUMENT, "svg");
        assertThat(drawings).hasSize(3 + 4 + 2 * 7 + 1).allSatisfy(svg -> {
            assertThat(svg.getAttribute("aria-label")).isNotBlank();
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
        });
        assertThat(PAGE).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void every_table_of_contents_link_has_a_section() {
        List<String> ids = XmlFixture.all(DOCUMENT, "section").stream()
                .map(s -> "#" + s.getAttribute("id"))
                .toList();
        assertThat(ids)
                .containsExactly(
                        "#results",
                        "#data",
                        "#network-study-cnn",
                        "#network-compact",
                        "#choices",
                        "#painting",
                        "#making");
        assertThat(XmlFixture.all(DOCUMENT, "a"))
                .extracting(a -> a.getAttribute("href"))
                .isEqualTo(ids);
    }

    @Test
    void effect_of_fine_tuning_has_an_interval() {
        StudyPage.StyleTransferStudy styleTransfer = Objects.requireNonNull(STUDY.styleTransfer());
        double[] untuned = styleTransfer.tuned().get(0).scores();
        double[] tuned = styleTransfer.tuned().get(1).scores();
        double mean = 0;
        for (int i = 0; i < tuned.length; i++) {
            mean += (tuned[i] - untuned[i]) / tuned.length;
        }
        assertThat(PAGE)
                .contains("With the last 3 the score changes by " + Numbers.decimal(mean, 3) + " (95 % interval ")
                .contains("Losses of different networks cannot be ranked");
    }

    @Test
    void presets_with_equal_weights_are_named() {
        assertThat(PAGE).doesNotContain("had the same weights");
        StudyPage.StyleTransferStudy styleTransfer = Objects.requireNonNull(STUDY.styleTransfer());
        StudyPage.StyleTransferRun run = styleTransfer.runs().get(0);
        StudyPage.StyleTransferRun twin = new StudyPage.StyleTransferRun(
                "twin", run.network(), run.losses().clone(), 3, run.stylized(), run.styleScores());
        Markup page = new Markup();
        StyleTransferSection.draw(
                page,
                new StudyPage.StyleTransferStudy(
                        "Two",
                        styleTransfer.contentImage(),
                        styleTransfer.styleImage(),
                        List.of(run, twin),
                        1,
                        List.of()));
        assertThat(page.toString()).contains("study-vgg16 and twin had the same weights here");
    }

    @Test
    void published_results_are_shown_beside_ours() {
        Element table = XmlFixture.all(DOCUMENT, "tbody").get(0);
        List<String> rows = List.of(
                table.getFirstChild().getTextContent(), table.getLastChild().getTextContent());
        assertThat(rows.get(0))
                .contains("study of 2022", "91.6\u00a0%", "91.2\u00a0%", "91.3\u00a0%", "90.3–92.7\u00a0%");
        assertThat(rows.get(1))
                .startsWith("compact"
                        + Numbers.percent(STUDY.networks().get(1).test().accuracy()));
        assertThat(PAGE).contains("both chose and judged its network on the other 20");
    }

    @Test
    void confusion_matrix_shows_counts_and_row_shading() {
        var confusion = STUDY.networks().get(0).test().confusion();
        Element figure = XmlFixture.all(DOCUMENT, "figure", "figure confusion").get(0);
        assertThat(figure.getElementsByTagName("b").item(0).getTextContent()).isEqualTo("" + confusion.tp());
        Element hits = (Element) figure.getElementsByTagName("td").item(1);
        assertThat(hits.getAttribute("style")).isEqualTo("--share:" + Numbers.coordinate(confusion.recall()));
    }

    @Test
    void configuration_is_shown_as_text() {
        assertThat(PAGE).contains("&lt;not markup&gt; &amp; so on").doesNotContain("<not markup>");
    }

    @Test
    void paired_test_is_described_in_a_sentence() {
        McNemar test = new McNemar(800, 40, 18, 42, false, 0.0058);
        assertThat(ComparisonSection.sentence(new StudyPage.PairedTest("compact", "study-cnn", test)))
                .isEqualTo(
                        "On the same 900 pictures, only compact is correct on 40 and only study-cnn on 18: by McNemar’s test "
                                + "(χ² with continuity correction) p\u00a0=\u00a00.006, so the difference is significant at the 5 % level.");
    }

    @Test
    void exploration_without_networks_renders() {
        StudyPage exploration = new StudyPage(
                "Pictures",
                "",
                "",
                STUDY.data(),
                List.of(),
                new StudyPage.NetworkComparison(List.of(), List.of()),
                List.of(),
                null,
                STUDY.reproduction());
        assertThat(XmlFixture.all(XmlFixture.parse(StudyHtml.of(exploration)), "section"))
                .extracting(s -> s.getAttribute("id"))
                .containsExactly("data", "making");
    }

    @Test
    void page_is_deterministic() throws IOException {
        Path example = Path.of("target", "example-study.html");
        Files.writeString(example, StudyHtml.of(StudyPageFixture.page()));
        assertThat(example).hasContent(PAGE);
    }
}
