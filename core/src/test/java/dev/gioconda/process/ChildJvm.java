package dev.gioconda.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** A {@code java} with the class path of the tests, for a program that is killed or whose memory is measured. */
public final class ChildJvm {

    private ChildJvm() {}

    /**
     * @param options of the virtual machine
     * @param program has a {@code main} method
     */
    public static ProcessBuilder of(List<String> options, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Djava.awt.headless=true");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /**
     * Waits until a condition holds, at most three minutes and only as long as the process runs.
     *
     * @param log what the process has written, for the message of a failure
     */
    public static void awaitOutput(Process process, Callable<Boolean> condition, Supplier<String> log) {
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(5)).until(() -> {
            boolean holds = condition.call();
            assertThat(holds || process.isAlive()).as(log).isTrue();
            return holds;
        });
    }
}
