package dev.gioconda.report.study;

import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.Table;
import dev.gioconda.train.Ablation;
import java.util.List;

/** What each choice of a transfer is worth: backbone by unfrozen layers by head. */
final class ChoicesSection {

    private static final String NOTE =
            "The same short training of a few epochs with every combination of the choices, from a part of the training pictures. "
                    + "It is judged on validation, where choices belong; the test pictures are not touched.";

    private ChoicesSection() {}

    static void draw(Markup page, List<Ablation.AblationRow> rows) {
        page.open("section", "id", "choices").element("h2", "Choices of a transfer");
        page.element("p", NOTE, "class", "note");
        new Table(
                        "Validation accuracy by backbone, unfrozen layers and head.",
                        List.of("backbone", "weights", "unfrozen", "head", "numbers learnt", "accuracy", "seconds"),
                        rows.stream()
                                .map(r -> List.of(
                                        r.backbone(),
                                        r.weights(),
                                        r.unfreeze(),
                                        r.head(),
                                        Numbers.count(r.trainableParameters()),
                                        Numbers.percent(r.accuracy()),
                                        Numbers.decimal(r.seconds(), 0)))
                                .toList())
                .draw(page);
        page.close();
    }
}
