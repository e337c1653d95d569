package dev.gioconda.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * The memory of a child process after a step of its loop.
 *
 * @param resident bytes
 * @param objects native objects that JavaCPP has allocated and not freed
 */
public record StepMemory(int step, long resident, long objects) {

    /** Called in the child: prints the memory of now as a line. */
    public static void print(int step) {
        System.out.printf("%d %d %d%n", step, Pointer.physicalBytes(), Pointer.totalCount());
    }

    /** Runs a child to its end and reads its lines. */
    public static List<StepMemory> measure(ProcessBuilder builder) throws IOException, InterruptedException {
        Process child = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        return out.lines().map(StepMemory::parse).toList();
    }

    /** @param growth limit of the growth of resident memory between the first and the last sample, in bytes */
    public static void assertConstant(List<StepMemory> samples, long growth) {
        assertThat(samples)
                .extracting(StepMemory::objects)
                .as("native objects that no scope has freed")
                .containsOnly(samples.get(0).objects());
        assertThat(samples.get(samples.size() - 1).resident() - samples.get(0).resident())
                .as("growth of resident bytes: %s", samples)
                .isLessThan(growth);
    }

    private static StepMemory parse(String line) {
        List<String> cells = List.of(line.split(" ", -1));
        return new StepMemory(
                Integer.parseInt(cells.get(0)), Long.parseLong(cells.get(1)), Long.parseLong(cells.get(2)));
    }
}
