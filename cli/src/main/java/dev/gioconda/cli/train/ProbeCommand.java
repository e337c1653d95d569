package dev.gioconda.cli.train;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.Json;
import dev.gioconda.cli.command.Loading;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.Whole;
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
        if (side < Architecture.SMALLEST) {
            throw new UsageException("--side is %d; a backbone halves its input five times and needs %d or more."
                    .formatted(side, Architecture.SMALLEST));
        }
        Pretrained found =
                UsageException.unlessGood(() -> Pretrained.find(backbone, weights, OfficialWeights.ofThisUser()));
        Backbone network = found.spec().build(0);
        Map<String, Tensor> values = found.load();
        if (!values.isEmpty()) {
            network.load(values);
        }
        Dataset set = data.open();
        Parts parts = data.divide(set, set.attributes().get(0));
        CropGeometry whole = new CropGeometry(0, 0, side, side, side, side, false);
        Forward forward = new Forward(network, Output.SIGMOID, found.normalisation(), Precision.FLOAT32);
        int layers = layer.isEmpty() ? network.depth() : network.indexOf(layer) + 1;
        LinearProbe.Result result;
        try (Faces train = Loading.load("training", Whole.pictures(parts.train()), whole, err);
                Faces validation = Loading.load("validation", Whole.pictures(parts.validation()), whole, err);
                Faces test = Loading.load("test", Whole.pictures(parts.test()), whole, err)) {
            result = new LinearProbe(forward, layers).run(train, validation, test);
        }
        int right = 0;
        for (boolean one : result.right()) {
            right += one ? 1 : 0;
        }
        double accuracy = (double) right / result.right().length;
        Interval interval = Interval.wilson(right, result.right().length);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("backbone", found.spec().toString());
            line.put("weights", found.source());
            line.put("count", result.right().length);
            line.put("accuracy", accuracy);
            line.put("accuracyInterval", interval);
            line.put("validationAccuracy", result.validation());
            line.put("penalty", result.penalty());
            out.println(Json.line(line));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s (%s), linear probe on %s: accuracy %.4f (95 %%: %.4f to %.4f) on %,d pictures%n",
                    found.spec(),
                    found.source(),
                    set.name(),
                    accuracy,
                    interval.low(),
                    interval.high(),
                    result.right().length);
        }
        out.flush();
        return 0;
    }
}
