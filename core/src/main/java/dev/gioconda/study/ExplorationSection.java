package dev.gioconda.study;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.explore.Exploration;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.PictureSample;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.report.chart.ColorHistogram;
import dev.gioconda.report.chart.HeatMapChart;
import dev.gioconda.report.chart.Thumbnail;
import dev.gioconda.report.study.StudyPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An exploration and a split as the first section of the report. */
public final class ExplorationSection {

    private static final long SAMPLE_SEED = 1;

    private ExplorationSection() {}

    /** Explores a data set; 32 images are decoded. */
    public static Exploration explore(Dataset set) throws IOException {
        SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);
        return Exploration.of(set, SAMPLE_SEED, decoder::decode);
    }

    /** The section of the report. */
    public static StudyPage.StudyData of(
            Exploration exploration, Dataset set, String target, Parts parts, String splitDescription) {
        int column = set.indexOf(target);
        return new StudyPage.StudyData(
                target,
                description(exploration, splitDescription),
                List.of(
                        part("train", parts.train(), column),
                        part("validation", parts.validation(), column),
                        part("test", parts.test(), column)),
                new ColorHistogram(exploration.sample().pictures().size(), exploration.colorHistogram()),
                thumbnails(exploration.sample(), column, target),
                exploration.balance().stream()
                        .map(row -> new StudyPage.AttributeShare(row.attribute(), row.yes(), row.yes() + row.no()))
                        .toList(),
                correlationMap(exploration));
    }

    private static String description(Exploration exploration, String splitDescription) {
        String sizes = exploration.sizes().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(3)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        String persons = exploration.persons() == 0
                ? "; persons are not labeled"
                : String.format(Locale.ROOT, " of %,d labeled persons", exploration.persons());
        return String.format(
                Locale.ROOT,
                "%s: %,d images (most frequent sizes: %s pixels)%s. %s",
                exploration.name(),
                exploration.pictures(),
                sizes,
                persons,
                splitDescription);
    }

    private static StudyPage.PartitionSummary part(String name, List<Example> examples, int column) {
        int positives =
                (int) examples.stream().filter(e -> e.labels()[column] == 1).count();
        long people = examples.stream()
                .map(Example::person)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        return new StudyPage.PartitionSummary(name, examples.size(), positives, people == 0 ? null : (int) people);
    }

    private static List<Thumbnail> thumbnails(PictureSample sample, int column, String target) {
        List<Thumbnail> thumbnails = new ArrayList<>();
        for (PictureSample.SampledPicture sampled : sample.pictures()) {
            byte label = sampled.example().labels()[column];
            String caption = label == Example.UNKNOWN ? "no label" : label == 1 ? target : "not " + target;
            thumbnails.add(
                    Thumbnail.of(sampled.picture(), caption.replace('_', ' ').toLowerCase(Locale.ROOT)));
        }
        return thumbnails;
    }

    /** The correlations; those of an attribute that never varies are undefined and drawn as 0. */
    private static @Nullable HeatMapChart correlationMap(Exploration exploration) {
        if (exploration.cooccurrence().attributes().size() < 2) {
            return null;
        }
        double[][] values = exploration.cooccurrence().correlation().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i].clone();
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = Double.isNaN(values[i][j]) ? 0 : values[i][j];
            }
        }
        return new HeatMapChart(
                "Correlation of the attributes", exploration.cooccurrence().attributes(), values);
    }
}
