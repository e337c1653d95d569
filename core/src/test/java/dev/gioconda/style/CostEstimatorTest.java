package dev.gioconda.style;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.process.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class CostEstimatorTest {

    private static final List<StyleTask.StyleImage> STYLES = List.of(
            new StyleTask.StyleImage(SmallStyleTransferFixture.stripes(200, 160, 9, 0x2040c0, 0xf0d040), 1, null));

    private static StyleTask task(int side) {
        return StyleTask.of(SmallStyleTransferFixture.face(200, 160, 0), STYLES, side, 1);
    }

    private static StyleTransfer transfer(int iterations) throws IOException {
        return SmallStyleTransferFixture.transfer(SmallStyleTransferFixture.recipe(
                "backbone=vgg19:width=0.25", "pyramid.smallest=64", "pyramid.iterations=" + iterations));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 200})
    void time_estimate_is_within_a_factor_of_2(int side) throws IOException {
        StyleTransfer transfer = transfer(16);
        double ratio = Double.NaN;
        for (int attempt = 0;
                attempt < 3 && !(ratio > 0.5 && ratio < 2);
                attempt++) { // other processes can use the machine
            double estimate = CostEstimator.estimate(transfer, task(side)).seconds();
            ratio = transfer.stylize(task(side)).seconds() / estimate;
        }
        assertThat(ratio).isBetween(0.5, 2.0);
    }

    @Test
    void estimate_grows_with_iterations_and_pixels() throws IOException {
        CostEstimate small = CostEstimator.estimate(transfer(16), task(128));
        CostEstimate large = CostEstimator.estimate(transfer(400), task(1024));
        assertThat(large.seconds()).isGreaterThan(10 * small.seconds());
        assertThat(large.bytes()).isGreaterThan(small.bytes() + 100_000_000);
    }

    @EnabledOnOs(OS.LINUX) // which reports the peak of resident memory
    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {256, 448})
    void memory_estimate_is_within_a_factor_of_1_5(int side) throws Exception {
        Process child = ChildJvm.of(List.of("-Xmx256m"), CostEstimatorTest.class, String.valueOf(side))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String last = output.lines().reduce((a, b) -> b).orElse("");
        assertThat(last).as(output).matches("\\d+ \\d+");
        double estimate = Double.parseDouble(last.split(" ", -1)[0]);
        double measured = Double.parseDouble(last.split(" ", -1)[1]);
        assertThat(measured / estimate).as(last).isBetween(1 / 1.5, 1.5);
    }

    /** Prints the estimated and the measured peak in bytes; a new JVM has no earlier peak. */
    public static void main(String... arguments) throws IOException {
        torch.set_num_threads(1);
        StyleTask task = task(Integer.parseInt(arguments[0]));
        StyleTransfer transfer = SmallStyleTransferFixture.transfer(SmallStyleTransferFixture.recipe(
                "backbone=embedded", "weights=auto", "pyramid.smallest=" + task.longSide(), "pyramid.iterations=2"));
        long estimate = CostEstimator.estimate(transfer, task).bytes();
        transfer.stylize(task);
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElse("0");
        System.out.println(estimate + " " + Math.max(Long.parseLong(peak) * 1024, Pointer.physicalBytes()));
    }
}
