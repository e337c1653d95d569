package dev.gioconda.report.study;

import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.study.StudyPage.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The study as one HTML file: works offline, in light and dark mode, on desktop, phone and paper. */
public final class StudyHtml {

    private StudyHtml() {}

    /** The page, to be stored as UTF-8. */
    public static String of(StudyPage study) {
        Markup page = new Markup();
        page.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml").open("head");
        page.leaf("meta", "charset", "utf-8");
        page.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.leaf("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", study.title()).style(stylesheet()).close();
        page.open("body");
        head(page, study);
        page.open("main");
        if (!study.comparison().rows().isEmpty()) {
            ComparisonSection.draw(page, study);
        }
        DataSection.draw(page, study.data());
        study.networks().forEach(n -> NetworkSection.draw(page, n));
        if (!study.choices().isEmpty()) {
            ChoicesSection.draw(page, study.choices());
        }
        if (study.styleTransfer() != null) {
            StyleTransferSection.draw(page, study.styleTransfer());
        }
        reproduction(page, study.reproduction());
        page.close().close().close();
        return "<!DOCTYPE html>\n" + page + "\n";
    }

    private static void head(Markup page, StudyPage study) {
        page.open("header").element("h1", study.title()).element("p", study.subtitle(), "class", "subtitle");
        page.element("p", study.summary(), "class", "lead");
        page.open("nav", "aria-label", "Contents").open("ol");
        if (!study.comparison().rows().isEmpty()) {
            link(page, "results", "Results");
        }
        link(page, "data", "The pictures");
        study.networks().forEach(n -> link(page, "network-" + n.name(), n.name()));
        if (!study.choices().isEmpty()) {
            link(page, "choices", "Choices of a transfer");
        }
        if (study.styleTransfer() != null) {
            link(page, "painting", "Style transfer");
        }
        link(page, "making", "How this was made");
        page.close().close().close();
    }

    private static void link(Markup page, String id, String name) {
        page.open("li").element("a", name, "href", "#" + id).close();
    }

    private static void reproduction(Markup page, StudyPage.Reproduction reproduction) {
        page.open("section", "id", "making").element("h2", "How this was made");
        page.element("p", "This command creates this page again, on the same machine with the same numbers:");
        page.open("pre", "class", "command")
                .element("code", reproduction.command())
                .close();
        page.open("dl", "class", "facts");
        for (Fact fact : reproduction.facts()) {
            page.open("div")
                    .element("dt", fact.name())
                    .element("dd", fact.value())
                    .close();
        }
        page.close();
        page.open("details").element("summary", "The resolved configuration");
        page.open("pre")
                .element("code", reproduction.configuration())
                .close()
                .close()
                .close();
    }

    private static String stylesheet() {
        try (InputStream css = StudyHtml.class.getResourceAsStream("study.css")) {
            if (css == null) {
                throw new IllegalStateException("study.css is missing in the jar; build it again.");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("study.css cannot be read from the jar.", e);
        }
    }
}
