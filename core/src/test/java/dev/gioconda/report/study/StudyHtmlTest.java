package dev.gioconda.report.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.evaluate.McNemar;
import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.Xml;
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

    private static final StudyPage STUDY = MadeUpStudy.page();
    private static final String PAGE = StudyHtml.of(STUDY);
    private static final Document DOCUMENT = Xml.parse(PAGE);

    @Test
    void thePageNeedsNothingButItself() {
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
        assertThat(Xml.all(DOCUMENT, "img")).hasSize(24 + 2 * 12 + 8).allSatisfy(img -> {
            assertThat(img.getAttribute("src")).startsWith("data:image/jpeg;base64,");
            assertThat(img.getAttribute("alt")).isNotBlank();
        });
    }

    @Test
    void itKnowsLightDarkAndPaper() {
        assertThat(PAGE)
                .contains("prefers-color-scheme: dark")
                .contains("color-scheme: light dark")
                .contains("@media print");
    }

    @Test
    void everyDrawingHasANameAndADescription() {
        List<Element> drawings = Xml.all(DOCUMENT, "svg");
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
    void everyLinkOfTheContentsLeadsToASection() {
        List<String> ids = Xml.all(DOCUMENT, "section").stream()
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
        assertThat(Xml.all(DOCUMENT, "a"))
                .extracting(a -> a.getAttribute("href"))
                .isEqualTo(ids);
    }

    @Test
    void whatTuningDoesToPaintingsIsSaidWithItsChance() {
        StudyPage.Painting painting = Objects.requireNonNull(STUDY.painting());
        double[] untuned = painting.tuned().get(0).scores();
        double[] tuned = painting.tuned().get(1).scores();
        double mean = 0;
        for (int i = 0; i < tuned.length; i++) {
            mean += (tuned[i] - untuned[i]) / tuned.length;
        }
        assertThat(PAGE)
                .contains("With the last 3 the score changes by " + Numbers.decimal(mean, 3) + " (95 % interval ")
                .contains("Losses of different networks cannot be ranked");
    }

    @Test
    void presetsThatHadOneNetworkAreNamed() {
        assertThat(PAGE).doesNotContain("had the same weights");
        StudyPage.Painting painting = Objects.requireNonNull(STUDY.painting());
        StudyPage.PaintingRun run = painting.runs().get(0);
        StudyPage.PaintingRun twin =
                new StudyPage.PaintingRun("twin", run.network(), run.losses().clone(), 3, run.picture(), run.verdict());
        Markup page = new Markup();
        PaintingSection.draw(
                page,
                new StudyPage.Painting(
                        "Two", painting.photograph(), painting.style(), List.of(run, twin), 1, List.of()));
        assertThat(page.toString()).contains("study-vgg16 and twin had the same weights here");
    }

    @Test
    void whatWasPublishedStandsBesideOurs() {
        Element table = Xml.all(DOCUMENT, "tbody").get(0);
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
    void theConfusionMatrixShowsItsCountsAndShadesByRow() {
        var confusion = STUDY.networks().get(0).test().confusion();
        Element figure = Xml.all(DOCUMENT, "figure", "figure confusion").get(0);
        assertThat(figure.getElementsByTagName("b").item(0).getTextContent()).isEqualTo("" + confusion.tp());
        Element hits = (Element) figure.getElementsByTagName("td").item(1);
        assertThat(hits.getAttribute("style")).isEqualTo("--share:" + Numbers.coordinate(confusion.recall()));
    }

    @Test
    void theConfigurationIsShownAsText() {
        assertThat(PAGE).contains("&lt;not markup&gt; &amp; so on").doesNotContain("<not markup>");
    }

    @Test
    void thePairedTestIsASentence() {
        McNemar test = new McNemar(800, 40, 18, 42, false, 0.0058);
        assertThat(ComparisonSection.sentence(new StudyPage.Pair("compact", "study-cnn", test)))
                .isEqualTo(
                        "On the same 900 pictures, compact alone is right on 40 and study-cnn alone on 18: by McNemar’s test "
                                + "(χ² with continuity correction) p\u00a0=\u00a00.006, so the difference is unlikely to be chance.");
    }

    @Test
    void anExplorationWithoutNetworksIsAPageToo() {
        StudyPage exploration = new StudyPage(
                "Pictures",
                "",
                "",
                STUDY.data(),
                List.of(),
                new StudyPage.Comparison(List.of(), List.of()),
                List.of(),
                null,
                STUDY.making());
        assertThat(Xml.all(Xml.parse(StudyHtml.of(exploration)), "section"))
                .extracting(s -> s.getAttribute("id"))
                .containsExactly("data", "making");
    }

    @Test
    void theSamePageComesOutTwiceAndIsLeftInTargetForTheEye() throws IOException {
        Path example = Path.of("target", "example-study.html");
        Files.writeString(example, StudyHtml.of(MadeUpStudy.page()));
        assertThat(example).hasContent(PAGE);
    }
}
