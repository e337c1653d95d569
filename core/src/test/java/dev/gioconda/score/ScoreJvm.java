package dev.gioconda.score;

import dev.gioconda.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;

/** A program that scores generated inputs in a small heap; it fails where memory grows with their number. */
final class ScoreJvm {

    /** How often the child prints its resident bytes. */
    static final int SAMPLES = 4;

    private ScoreJvm() {}

    /** A child process with this program. */
    static ProcessBuilder processBuilder(Path table, int inputs, int heapMegabytes) {
        return ChildJvm.of(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx%dm".formatted(heapMegabytes),
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"), // would be four times the heap
                ScoreJvm.class,
                table.toString(),
                Integer.toString(inputs));
    }

    /** Scores aligned portraits with a thousand texts between two of them. */
    public static void main(String... arguments) throws IOException {
        int count = Integer.parseInt(arguments[1]);
        byte[] portrait = ScoreFixture.portraits(1).get(0);
        ScoreInputs inputs = new ScoreInputs() {
            @Override
            public void forEach(InputConsumer consumer) throws IOException {
                for (int i = 0; i < count; i++) {
                    String path = "folder-with-a-long-name/another-folder/%d.jpg".formatted(i);
                    consumer.accept(i % 1000 == 0 ? ScoreFixture.aligned(path, portrait) : ScoreFixture.text(path));
                }
            }

            @Override
            public long count(BooleanSupplier stopped) {
                return count;
            }
        };
        List<Scorer> scorers = ScoreFixture.scorers(2);
        try (PartialTable table =
                PartialTable.begin(Path.of(arguments[0]), ScoreFixture.COLUMNS, ScoreFixture.SETTINGS)) {
            ScoreRun.run(inputs, table, scorers, () -> false, progress -> {
                if (progress.done() % (count / SAMPLES) == 0) {
                    System.out.println(Pointer.physicalBytes());
                }
            });
        }
        scorers.forEach(Scorer::close);
    }
}
