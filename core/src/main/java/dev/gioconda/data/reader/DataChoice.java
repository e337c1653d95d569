package dev.gioconda.data.reader;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.Split;
import dev.gioconda.data.split.Splits;
import java.io.IOException;
import java.util.List;

/**
 * Which pictures are learnt from and judged on, and how they are divided.
 *
 * @param sets folders and archives with commas between them; {@code synthetic} paints portraits
 * @param renames such as {@code smiles:Smiling=Teeth}
 * @param protocol how they are divided
 * @param sample draw so many at random first; 0 takes all
 * @param limitTrain learn from so many of the training part only; 0 takes all
 * @param splitSeed decides what the files leave open
 */
public record DataChoice(
        String sets, List<String> renames, SplitProtocol protocol, int sample, int limitTrain, long splitSeed) {

    /** How a set is divided. */
    public enum SplitProtocol {
        /** As the files say; what they leave open by seed. */
        OWN,
        /** 80/10/10 by person. */
        SEEDED,
        /** 10,000 pictures, 80:20, as in 2022. */
        STUDY
    }

    /** Checks the numbers. */
    public DataChoice {
        renames = List.copyOf(renames);
        if (sample < 0 || limitTrain < 0) {
            throw new IllegalArgumentException(
                    "--sample %d, --limit-train %d: expected how many pictures, or 0 for all."
                            .formatted(sample, limitTrain));
        }
    }

    /** Opens the sets. */
    public Dataset open() throws IOException {
        Dataset set = Datasets.open(sets);
        for (String rename : renames) {
            set = Rename.parse(rename).apply(set);
        }
        return set;
    }

    /** Divides them, stratified on an attribute. */
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
