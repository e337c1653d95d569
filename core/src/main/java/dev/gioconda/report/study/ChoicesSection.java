package dev.gioconda.report.study;

import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.Table;
import dev.gioconda.train.Ablation;
import java.util.List;

/** Validation accuracy of transfer learning by backbone, unfrozen layers and head. */
final class ChoicesSection {

    private static final String NOTE =
            "The same short training of a few epochs for every combination of the choices, on a part of the training pictures. "
                    + "Accuracies are on the validation pictures; the test pictures are not used for choices.";

    private ChoicesSection() {}

    static void draw(Markup page, List<Ablation.AblationRow> rows) {
        page.open("section", "id", "choices").element("h2", "Choices of a transfer");
        page.element("p", NOTE, "class", "note");
        new Table(
                        "Validation accuracy by backbone, unfrozen layers and head.",
                        List.of("backbone", "weights", "unfrozen", "head", "trained parameters", "accuracy", "seconds"),
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
