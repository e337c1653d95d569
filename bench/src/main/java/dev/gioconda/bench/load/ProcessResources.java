package dev.gioconda.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a process uses, from Linux' {@code /proc}.
 *
 * @param residentMebibytes resident memory ({@code VmRSS})
 * @param descriptors open file descriptors
 * @param threads all threads
 */
public record ProcessResources(long residentMebibytes, long descriptors, long threads) {

    /** The resources of a process; empty if it does not run. */
    public static Optional<ProcessResources> of(String process) {
        Path folder = Path.of("/proc", process);
        try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
            String status = Files.readString(folder.resolve("status"));
            return Optional.of(
                    new ProcessResources(field(status, "VmRSS") / 1024, open.count(), field(status, "Threads")));
        } catch (IOException | UncheckedIOException killed) {
            return Optional.empty();
        }
    }

    /** The larger value of each resource. */
    public ProcessResources max(ProcessResources other) {
        return new ProcessResources(
                Math.max(residentMebibytes, other.residentMebibytes),
                Math.max(descriptors, other.descriptors),
                Math.max(threads, other.threads));
    }

    private static long field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Long.parseLong(
                        line.substring(name.length() + 1).replace(" kB", "").trim()))
                .findFirst()
                .orElse(0L);
    }

    @Override
    public String toString() {
        return "%d MiB, %d descriptors, %d threads".formatted(residentMebibytes, descriptors, threads);
    }
}
