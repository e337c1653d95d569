package dev.gioconda.cli.train;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.split.Parts;
import dev.gioconda.evaluate.Interval;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Output;
import dev.gioconda.tensor.Precision;
import dev.gioconda.train.LinearProbe;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda probe}. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says how well a frozen backbone's features tell classes apart, by a linear classifier on them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda probe --data cifar10",
            "  gioconda probe --data cifar10 --backbone vgg19 --side 64 --layer block4_conv4"
        })
public final class ProbeCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--backbone",
            description = "A pretrained network, or embedded, which is Gioconda's own. Default: ${DEFAULT-VALUE}.",
            defaultValue = Pretrained.EMBEDDED)
    private String backbone = Pretrained.EMBEDDED;

    @Option(
            names = "--weights",
            paramLabel = "FILE|auto|embedded|random",
            description = "The backbone's weights. Default: ${DEFAULT-VALUE}.",
            defaultValue = Pretrained.AUTO)
    private String weights = Pretrained.AUTO;

    @Option(names = "--layer", description = "Whose output is averaged. Default: the last one.", defaultValue = "")
    private String layer = "";

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Pictures are brought to this size. Default: ${DEFAULT-VALUE}.",
            defaultValue = "32")
    private int side = 32;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (side < Architecture.MIN_INPUT_SIDE) {
            throw new UsageException("--side is %d; a backbone halves its input five times and needs %d or more."
                    .formatted(side, Architecture.MIN_INPUT_SIDE));
        }
        Pretrained pretrained =
                UsageException.asUsageError(() -> Pretrained.find(backbone, weights, OfficialWeights.forCurrentUser()));
        Backbone network = pretrained.spec().build(0);
        Map<String, Tensor> values = pretrained.load();
        if (!values.isEmpty()) {
            network.load(values);
        }
        Dataset set = data.open();
        Parts parts = data.split(set, set.attributes().get(0));
        CropGeometry wholeImage = new CropGeometry(0, 0, side, side, side, side, false);
        Forward forward = new Forward(network, Output.SIGMOID, pretrained.normalization(), Precision.FLOAT32);
        int layers = layer.isEmpty() ? network.depth() : network.indexOf(layer) + 1;
        LinearProbe.ProbeResult result;
        try (Faces train = FaceLoadingLog.load("training", Example.wholeFrame(parts.train()), wholeImage, err);
                Faces validation =
                        FaceLoadingLog.load("validation", Example.wholeFrame(parts.validation()), wholeImage, err);
                Faces test = FaceLoadingLog.load("test", Example.wholeFrame(parts.test()), wholeImage, err)) {
            result = new LinearProbe(forward, layers).run(train, validation, test);
        }
        int correct = 0;
        for (boolean isCorrect : result.correct()) {
            correct += isCorrect ? 1 : 0;
        }
        double accuracy = (double) correct / result.correct().length;
        Interval interval = Interval.wilson(correct, result.correct().length);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("backbone", pretrained.spec().toString());
            line.put("weights", pretrained.source());
            line.put("count", result.correct().length);
            line.put("accuracy", accuracy);
            line.put("accuracyInterval", interval);
            line.put("validationAccuracy", result.validationAccuracy());
            line.put("penalty", result.penalty());
            out.println(JsonLines.line(line));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s (%s), linear probe on %s: accuracy %.4f (95 %%: %.4f to %.4f) on %,d pictures%n",
                    pretrained.spec(),
                    pretrained.source(),
                    set.name(),
                    accuracy,
                    interval.low(),
                    interval.high(),
                    result.correct().length);
        }
        out.flush();
        return 0;
    }
}
