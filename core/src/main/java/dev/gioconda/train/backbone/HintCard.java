package dev.gioconda.train.backbone;

import dev.gioconda.model.BackboneManifest;
import java.util.Locale;
import java.util.Map;

/** The card of a distilled backbone, in Markdown. */
final class HintCard {

    private static final String PREFIX = "explained.";

    private HintCard() {}

    static String of(BackboneManifest manifest) {
        StringBuilder table = new StringBuilder("| teacher's layer | explained share of its variance |\n|---|---|\n");
        for (Map.Entry<String, Double> metric : manifest.metrics().entrySet()) {
            if (metric.getKey().startsWith(PREFIX)) {
                table.append(String.format(
                        Locale.ROOT,
                        "| `%s` | %.3f |%n",
                        metric.getKey().substring(PREFIX.length()),
                        metric.getValue()));
            }
        }
        return """
                # %s

                A backbone for style transfer: `%s`, trained by `gioconda pretrain --teacher` to predict the features of published networks.

                - Teachers: %s. VGG19 is by K. Simonyan and A. Zisserman (CC BY 4.0), its compressed version by H. Wang and others (MIT),
                  SqueezeNet by F. Iandola and others (BSD); all three were trained on photographs of ImageNet or COCO.
                - Pictures, without labels: %s.
                - On crops of held-out pictures, with a linear map for each layer:

                %s
                The recipe is in `manifest.json`; the same recipe, data, machine and threads give the same weights.
                """.formatted(
                        manifest.name(),
                        manifest.backbone(),
                        manifest.data().get("teachers"),
                        manifest.data().get("pictures"),
                        table);
    }
}
