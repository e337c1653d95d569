package dev.gioconda.score;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The images of a labeled set, with their framing and the labels of an attribute, under the names that the set gives them.
 *
 * @param set whose examples are in memory, as for training
 * @param attribute of the labels; a set without it gives no labels
 */
public record DatasetInputs(Dataset set, String attribute) implements ScoreInputs {

    @Override
    public void forEach(InputConsumer consumer) throws IOException {
        int label = set.attributes().indexOf(attribute);
        Map<PictureArchive, Map<String, Example>> byArchive = new LinkedHashMap<>();
        for (Example example : set.examples()) {
            byArchive
                    .computeIfAbsent(example.archive(), archive -> new HashMap<>())
                    .put(example.entry(), example);
        }
        for (Map.Entry<PictureArchive, Map<String, Example>> source : byArchive.entrySet()) {
            read(source.getKey(), source.getValue(), label, consumer);
        }
    }

    /** Reads the examples of an archive; those after the place where it is damaged get its error. */
    private static void read(PictureArchive archive, Map<String, Example> examples, int label, InputConsumer consumer)
            throws IOException {
        ConsumerFailure failure = new ConsumerFailure();
        String reason = "The archive does not contain it any more.";
        try {
            archive.visitEach(examples::containsKey, (entry, bytes) -> {
                Example example = examples.remove(entry);
                if (example != null) {
                    failure.accept(consumer, input(example, label, bytes::read));
                }
            });
        } catch (IOException damaged) {
            failure.rethrow();
            reason = ReadFailure.reason(damaged);
        }
        for (Example missing : examples.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList()) {
            String unreadable = reason;
            consumer.accept(input(missing, label, () -> {
                throw new IOException(unreadable);
            }));
        }
    }

    private static ScoreInput input(Example example, int label, ScoreInput.ImageBytes bytes) {
        byte value = label < 0 ? Example.UNKNOWN : example.labels()[label];
        return new ScoreInput(
                example.name(), example.framing(), value == Example.UNKNOWN ? null : value == 1, true, bytes);
    }

    @Override
    public long count(BooleanSupplier stopped) {
        return set.examples().size();
    }
}
