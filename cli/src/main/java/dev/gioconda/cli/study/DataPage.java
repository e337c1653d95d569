package dev.gioconda.cli.study;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.explore.Exploration;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.PictureSample;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.report.chart.ColourHistogram;
import dev.gioconda.report.chart.HeatMap;
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

/** An exploration and a division as the report's first section. */
final class DataPage {

    private static final long SHEET_SEED = 1;

    private DataPage() {}

    /** Looks at a data set; 32 pictures are decoded. */
    static Exploration explore(Dataset set) throws IOException {
        ImageDoor door = new ImageDoor();
        return Exploration.of(set, SHEET_SEED, door::decode);
    }

    static StudyPage.Data of(Exploration exploration, Dataset set, String target, Parts parts, String how) {
        int column = set.indexOf(target);
        return new StudyPage.Data(
                target,
                description(exploration, how),
                List.of(
                        part("train", parts.train(), column),
                        part("validation", parts.validation(), column),
                        part("test", parts.test(), column)),
                new ColourHistogram(exploration.sample().shown().size(), exploration.colours()),
                sheet(exploration.sample(), column, target),
                exploration.balance().stream()
                        .map(row -> new StudyPage.Balance(row.attribute(), row.yes(), row.yes() + row.no()))
                        .toList(),
                together(exploration));
    }

    private static String description(Exploration exploration, String how) {
        String sizes = exploration.sizes().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(3)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        String persons = exploration.persons() == 0
                ? "; who is on them is not said"
                : String.format(Locale.ROOT, " of %,d known persons", exploration.persons());
        return String.format(
                Locale.ROOT,
                "%s: %,d pictures (most often %s pixels)%s. %s",
                exploration.name(),
                exploration.pictures(),
                sizes,
                persons,
                how);
    }

    private static StudyPage.Part part(String name, List<Example> examples, int column) {
        int positives =
                (int) examples.stream().filter(e -> e.labels()[column] == 1).count();
        long people = examples.stream()
                .map(Example::person)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        return new StudyPage.Part(name, examples.size(), positives, people == 0 ? null : (int) people);
    }

    private static List<Thumbnail> sheet(PictureSample sample, int column, String target) {
        List<Thumbnail> sheet = new ArrayList<>();
        for (PictureSample.Shown shown : sample.shown()) {
            byte label = shown.example().labels()[column];
            String caption = label == Example.UNKNOWN ? "not said" : label == 1 ? target : "not " + target;
            sheet.add(Thumbnail.of(shown.picture(), caption.replace('_', ' ').toLowerCase(Locale.ROOT)));
        }
        return sheet;
    }

    /** Correlations; an attribute that never varies goes with nothing, which is drawn as 0. */
    private static @Nullable HeatMap together(Exploration exploration) {
        if (exploration.together().attributes().size() < 2) {
            return null;
        }
        double[][] values = exploration.together().correlation().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i].clone();
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = Double.isNaN(values[i][j]) ? 0 : values[i][j];
            }
        }
        return new HeatMap(
                "Correlation of the attributes", exploration.together().attributes(), values);
    }
}
