package dev.gioconda.cli.command;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.data.reader.Rename;
import dev.gioconda.data.split.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Data sets and their split. */
public final class DataOptions {

    private static final String DEFAULT_ATTRIBUTE = "Smiling";
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    @Option(
            names = "--data",
            paramLabel = "SET[,SET]",
            description =
                    "Data sets: folders, .zip or .tar.gz files of CelebA, GENKI-4K, SMILEs, or with one folder per label; \"synthetic\" "
                            + "generates portraits. Default: ${DEFAULT-VALUE}.",
            defaultValue = "synthetic")
    public String data = "synthetic";

    @Option(
            names = "--rename",
            paramLabel = "SET:ATTRIBUTE=NAME",
            description = "Renames an attribute of one data set, such as smiles:Smiling=Teeth. Repeatable.")
    List<String> renames = new ArrayList<>();

    @Option(
            names = "--positive",
            paramLabel = "FOLDER[=ATTRIBUTE]",
            description =
                    "In data sets with one folder per label: the folder of the images that have the attribute. The attribute is Smiling if none is given. Repeatable.")
    List<String> positives = new ArrayList<>();

    @Option(
            names = "--allow-missing",
            description =
                    "Use the rows of a label table that have an image, however many have none, such as those of a part of CelebA.")
    boolean allowMissing;

    @Option(
            names = "--protocol",
            description =
                    "Split into training, validation and test part: ${COMPLETION-CANDIDATES}. own: the partition of the data set, "
                            + "80/10/10 by person where it has none; seeded: 80/10/10 by person; study: 10,000 images, 80:20, as in 2022 (with its leak). "
                            + "Default: ${DEFAULT-VALUE}.",
            defaultValue = "own")
    ProtocolOption protocol = ProtocolOption.own;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Draw a random sample of N images first; 0 for all images. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    int sample;

    @Option(
            names = "--limit-train",
            paramLabel = "N",
            description = "Use only N images of the training part; 0 for all. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    int limitTrain;

    @Option(
            names = "--split-seed",
            paramLabel = "SEED",
            description = "Seed of sample and split. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    public long splitSeed = 1;

    /** The split protocol. */
    public enum ProtocolOption {
        own,
        seeded,
        study;

        public DataChoice.SplitProtocol toDataProtocol() {
            return DataChoice.SplitProtocol.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** The choice by option name, as it is saved in a run folder. */
    public Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>(Map.of(
                "data", data,
                "renames",
                        String.join(
                                " ",
                                allRenames().stream().map(DataOptions::escape).toList()),
                "protocol", protocol.name(),
                "sample", Integer.toString(sample),
                "limit-train", Integer.toString(limitTrain),
                "split-seed", Long.toString(splitSeed)));
        if (allowMissing) {
            map.put("allow-missing", "true");
        }
        return map;
    }

    /** The renames, and the positive folders as renames of every data set. */
    private List<String> allRenames() {
        List<String> all = new ArrayList<>(renames);
        for (String positive : positives) {
            int equals = positive.indexOf('=');
            all.add("%s:%s=%s"
                    .formatted(
                            Rename.EVERY_SET,
                            equals < 0 ? positive : positive.substring(0, equals),
                            equals < 0 ? DEFAULT_ATTRIBUTE : positive.substring(equals + 1)));
        }
        return all;
    }

    /** A rename without spaces, which separate the saved renames. */
    private static String escape(String rename) {
        return rename.replace("\\", "\\\\").replace(" ", "\\s");
    }

    private static String unescape(String saved) {
        return ESCAPE.matcher(saved)
                .replaceAll(escaped -> Matcher.quoteReplacement(escaped.group(1).equals("s") ? " " : escaped.group(1)));
    }

    /** The options of a saved choice. */
    public static DataOptions fromMap(Map<String, String> values) {
        DataOptions options = new DataOptions();
        options.data = values.getOrDefault("data", options.data);
        options.renames = Arrays.stream(values.getOrDefault("renames", "").split(" ", -1))
                .filter(rename -> !rename.isEmpty())
                .map(DataOptions::unescape)
                .toList();
        options.allowMissing = Boolean.parseBoolean(values.getOrDefault("allow-missing", "false"));
        options.protocol = ProtocolOption.valueOf(values.getOrDefault("protocol", options.protocol.name()));
        options.sample = Integer.parseInt(values.getOrDefault("sample", "0"));
        options.limitTrain = Integer.parseInt(values.getOrDefault("limit-train", "0"));
        options.splitSeed = Long.parseLong(values.getOrDefault("split-seed", "1"));
        return options;
    }

    /** Whether all images are synthetic portraits. */
    public boolean isSynthetic() {
        return data.startsWith("synthetic") && !data.contains(",");
    }

    /** The split in a sentence, for reports. */
    public String describeSplit() {
        String sampling = (sample > 0 ? "%,d images were drawn at random. ".formatted(sample) : "")
                + (limitTrain > 0 ? "At most %,d are used for training. ".formatted(limitTrain) : "");
        return sampling
                + switch (protocol) {
                    case own ->
                        "Split by the partition of the data set, else 80/10/10 by person, seed " + splitSeed + ".";
                    case seeded -> "Split 80/10/10 by person, seed " + splitSeed + ".";
                    case study ->
                        "Split as in 2022: 10,000 images, 80 % for training, 20 % that are validation and test part "
                                + "at the same time. The result is optimistic: models are selected on the images they are evaluated on, and "
                                + "images of the same person are in both parts.";
                };
    }

    /** The choice for the library. */
    public DataChoice toDataChoice() throws IOException {
        return UsageException.asUsageError(() -> new DataChoice(
                data, allRenames(), protocol.toDataProtocol(), sample, limitTrain, splitSeed, allowMissing));
    }

    /** All examples, or the random sample of them. */
    public List<Example> all(Dataset set) throws IOException {
        return toDataChoice().all(set);
    }

    /** Opens the data sets. */
    public Dataset open() throws IOException {
        return toDataChoice().open();
    }

    /** Splits the data, stratified by an attribute. */
    public Parts split(Dataset set, String attribute) throws IOException {
        return toDataChoice().split(set, attribute);
    }
}
