package dev.gioconda.data.reader;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.Split;
import dev.gioconda.data.split.Splits;
import java.io.IOException;
import java.util.List;

/**
 * The data sets of a training or evaluation and how they are split.
 *
 * @param sets comma-separated folders and archives; {@code synthetic} generates portraits
 * @param renames attribute renames such as {@code smiles:Smiling=Teeth}
 * @param protocol how they are split
 * @param sample the number of pictures drawn at random before the split; 0 uses all
 * @param limitTrain the number of training pictures, drawn at random; 0 uses all
 * @param splitSeed the seed of the split where the files do not define it
 * @param allowMissing whether rows of a table without a picture are skipped, however many they are
 */
public record DataChoice(
        String sets,
        List<String> renames,
        SplitProtocol protocol,
        int sample,
        int limitTrain,
        long splitSeed,
        boolean allowMissing) {

    /** A choice that rejects tables of which more than 1 % of the pictures are missing. */
    public DataChoice(
            String sets, List<String> renames, SplitProtocol protocol, int sample, int limitTrain, long splitSeed) {
        this(sets, renames, protocol, sample, limitTrain, splitSeed, false);
    }

    /** How a data set is split. */
    public enum SplitProtocol {
        /** As the files define; pictures without a partition by seed. */
        OWN,
        /** 80/10/10 by person. */
        SEEDED,
        /** 10,000 pictures, 80:20, as in the study of 2022. */
        STUDY
    }

    /** Checks the ranges. */
    public DataChoice {
        renames = List.copyOf(renames);
        if (sample < 0 || limitTrain < 0) {
            throw new IllegalArgumentException(
                    "The sample is %d and the limit of training pictures %d; expected a number of pictures, or 0 for all."
                            .formatted(sample, limitTrain));
        }
    }

    /** Opens and joins the data sets, with attributes renamed. */
    public Dataset open() throws IOException {
        Dataset set = Datasets.open(sets, allowMissing);
        for (String rename : renames) {
            set = Rename.parse(rename).apply(set);
        }
        return set;
    }

    /** All pictures, or the random sample of them. */
    public List<Example> all(Dataset set) {
        Split whole = full -> new Parts(full.examples(), List.of(), List.of());
        return (sample > 0 ? Splits.sample(sample, splitSeed, whole) : whole)
                .apply(set)
                .train();
    }

    /** Splits them, stratified by an attribute. */
    public Parts split(Dataset set, String attribute) {
        Split split =
                switch (protocol) {
                    case OWN -> Splits.predefinedOrSeeded(splitSeed, attribute);
                    case SEEDED -> Splits.seeded(splitSeed, attribute);
                    case STUDY -> Splits.study(splitSeed);
                };
        Parts parts = (sample > 0 ? Splits.sample(sample, splitSeed, split) : split).apply(set);
        return limitTrain > 0 ? Splits.limitTraining(limitTrain, splitSeed, parts) : parts;
    }
}
