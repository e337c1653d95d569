package dev.gioconda.train.backbone;

import dev.gioconda.model.BackboneManifest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

                - Teachers: %s.
                - Pictures, without labels: %s.
                - On crops of held-out pictures, with a linear map for each layer:

                %s
                The recipe is in `manifest.json`; the same recipe, data, machine and threads give the same weights.
                """.formatted(
                        manifest.name(),
                        manifest.backbone(),
                        credits(manifest.data().getOrDefault("teachers", "")),
                        manifest.data().get("pictures"),
                        table);
    }

    private static String credits(String teachers) {
        return Arrays.stream(teachers.split(", ", -1))
                .map(teacher -> switch (teacher) {
                    case "vgg19" -> "VGG19 by K. Simonyan and A. Zisserman (CC BY 4.0, trained on ImageNet)";
                    case "vgg19-16x" ->
                        "its compressed version `vgg19-16x` by H. Wang and others (MIT, trained on MS COCO)";
                    case "squeezenet1_1" ->
                        "SqueezeNet 1.1 by F. Iandola and others (BSD-2-Clause, trained on ImageNet)";
                    default -> teacher;
                })
                .collect(Collectors.joining("; "));
    }
}
