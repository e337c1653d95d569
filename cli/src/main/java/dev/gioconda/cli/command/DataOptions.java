package dev.gioconda.cli.command;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.data.split.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which pictures, and how they are divided. */
public final class DataOptions {

    @Option(
            names = "--data",
            paramLabel = "SET[,SET]",
            description =
                    "Folders, .zip or .tar.gz of CelebA, GENKI-4K, SMILEs or labelled folders; \"synthetic\" paints "
                            + "portraits. Default: ${DEFAULT-VALUE}.",
            defaultValue = "synthetic")
    public String data = "synthetic";

    @Option(
            names = "--rename",
            paramLabel = "SET:ATTRIBUTE=NAME",
            description = "Calls an attribute of one set by another name, such as smiles:Smiling=Teeth. Repeatable.")
    List<String> renames = new ArrayList<>();

    @Option(
            names = "--protocol",
            description =
                    "Who is learnt from and judged on: ${COMPLETION-CANDIDATES}. own: the set's own partition, by "
                            + "seed where it has none; seeded: 80/10/10 by person; study: 10,000 pictures, 80:20, as in 2022 (it leaks). "
                            + "Default: ${DEFAULT-VALUE}.",
            defaultValue = "own")
    ProtocolOption protocol = ProtocolOption.own;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Draw N pictures at random first; 0 takes all. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    int sample;

    @Option(
            names = "--limit-train",
            paramLabel = "N",
            description = "Learn from N pictures of the training part only; 0 takes all. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    int limitTrain;

    @Option(
            names = "--split-seed",
            paramLabel = "SEED",
            description = "Decides what the files leave open. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    public long splitSeed = 1;

    /** How a set is divided. */
    public enum ProtocolOption {
        own,
        seeded,
        study;

        public DataChoice.SplitProtocol toDataProtocol() {
            return DataChoice.SplitProtocol.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** What was chosen, by option, for a run to remember. */
    public Map<String, String> toMap() {
        return Map.of(
                "data", data,
                "renames", String.join(" ", renames),
                "protocol", protocol.name(),
                "sample", Integer.toString(sample),
                "limit-train", Integer.toString(limitTrain),
                "split-seed", Long.toString(splitSeed));
    }

    /** The options of a remembered choice. */
    public static DataOptions fromMap(Map<String, String> values) {
        DataOptions options = new DataOptions();
        options.data = values.getOrDefault("data", options.data);
        options.renames = Arrays.stream(values.getOrDefault("renames", "").split(" ", -1))
                .filter(rename -> !rename.isEmpty())
                .toList();
        options.protocol = ProtocolOption.valueOf(values.getOrDefault("protocol", options.protocol.name()));
        options.sample = Integer.parseInt(values.getOrDefault("sample", "0"));
        options.limitTrain = Integer.parseInt(values.getOrDefault("limit-train", "0"));
        options.splitSeed = Long.parseLong(values.getOrDefault("split-seed", "1"));
        return options;
    }

    /** Whether painted portraits are all there is. */
    public boolean isSynthetic() {
        return data.startsWith("synthetic") && !data.contains(",");
    }

    /** How the parts came about, in a sentence. */
    public String describeSplit() {
        String sampling = (sample > 0 ? "%,d pictures were drawn at random. ".formatted(sample) : "")
                + (limitTrain > 0 ? "At most %,d are learnt from. ".formatted(limitTrain) : "");
        return sampling
                + switch (protocol) {
                    case own ->
                        "Divided as the files say; what they leave open 80/10/10 by person, seed " + splitSeed + ".";
                    case seeded -> "Divided 80/10/10 by person, seed " + splitSeed + ".";
                    case study ->
                        "Divided as in 2022: 10,000 pictures, 80 % to learn from, 20 % that are validation and test "
                                + "at once. It flatters: networks are chosen on the pictures they are judged on, and persons are "
                                + "on both sides.";
                };
    }

    /** What was chosen. */
    public DataChoice toDataChoice() throws IOException {
        return UsageException.asUsageError(
                () -> new DataChoice(data, renames, protocol.toDataProtocol(), sample, limitTrain, splitSeed));
    }

    /** Opens the sets. */
    public Dataset open() throws IOException {
        return toDataChoice().open();
    }

    /** Divides them, stratified on an attribute. */
    public Parts split(Dataset set, String attribute) throws IOException {
        return toDataChoice().split(set, attribute);
    }
}
