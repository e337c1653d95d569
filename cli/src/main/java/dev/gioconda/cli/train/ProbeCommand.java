package dev.gioconda.cli.train;

import dev.gioconda.cli.command.BackboneOptions;
import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ThreadOptions;
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
import org.bytedeco.pytorch.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda probe}. */
@Command(
        name = "probe",
        description =
                "Measures how well the features of a frozen backbone separate classes, by the accuracy of a linear classifier on them (a linear probe).",
        footer = {
            "  gioconda probe --data cifar10",
            "  gioconda probe --data cifar10 --backbone vgg19 --side 64 --layer block4_conv4"
        })
public final class ProbeCommand extends GiocondaCommand {

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description = "The layer whose averaged output is classified. Default: the last one.",
            defaultValue = "")
    private String layer = "";

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Images are resized to squares of this side. Default: ${DEFAULT-VALUE}.",
            defaultValue = "32")
    private int side = 32;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        PrintWriter err = err();
        threads.apply();
        if (side < Architecture.MIN_INPUT_SIDE) {
            throw new UsageException("--side is %d; a backbone halves its input five times and needs %d or more."
                    .formatted(side, Architecture.MIN_INPUT_SIDE));
        }
        Pretrained pretrained = UsageException.asUsageError(() -> Pretrained.find(
                backbone.backboneOr(Pretrained.EMBEDDED),
                backbone.weightsOr(Pretrained.AUTO),
                OfficialWeights.forCurrentUser()));
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
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("backbone", pretrained.spec().toString());
        line.put("weights", pretrained.source());
        line.put("count", result.correct().length);
        line.put("accuracy", accuracy);
        line.put("accuracyInterval", interval);
        line.put("validationAccuracy", result.validationAccuracy());
        line.put("penalty", result.penalty());
        print(
                line,
                String.format(
                        Locale.ROOT,
                        "%s (%s), linear probe on %s: accuracy %.4f (95 %%: %.4f to %.4f) on %,d images",
                        pretrained.spec(),
                        pretrained.source(),
                        set.name(),
                        accuracy,
                        interval.low(),
                        interval.high(),
                        result.correct().length));
        return ExitCode.OK;
    }
}
