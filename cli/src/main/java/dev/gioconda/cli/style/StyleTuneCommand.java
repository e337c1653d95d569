package dev.gioconda.cli.style;

import dev.gioconda.cli.command.FeedbackAction;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.preference.Tuning;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda style tune}. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Learns from the stars in a store which strength, brush, layer weights and preset people like best, and saves it as a version of the "
                    + "tuned preset, which \"style\" and \"serve\" then take where nobody names a preset.",
            "Something is changed only when it is surely better (probability 0.95 for all changes together), within what was rated."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda style tune --store ./store --dry-run      what the ratings say",
            "  gioconda style tune --store ./store --why \"after the exhibition\"",
            "  gioconda style --content me.jpg --style irises.jpg --preset tuned --store ./store"
        })
final class StyleTuneCommand implements Callable<Integer> {

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who tunes. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${sys:user.name}")
    private String author = "";

    @Option(
            names = "--why",
            description = "In your words. Default: ${DEFAULT-VALUE}.",
            defaultValue = "what the ratings say")
    private String reason = "";

    @Option(names = "--dry-run", description = "Only say what the ratings say.")
    private boolean dryRun;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        return FeedbackAction.withLog(store, log -> {
            Tuning tuning = Tuning.of(log);
            TunedPresets presets = new TunedPresets(log.store(), log.clock());
            boolean saved = !dryRun && presets.isNew(tuning);
            int version = saved
                    ? presets.save(tuning, author, reason).version()
                    : presets.latest().map(TunedVersion::version).orElse(0);
            if (json) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("saved", saved);
                line.put("version", version);
                line.put("tuning", tuning);
                out.println(JsonLines.line(line));
            } else {
                new TuningTable(tuning).print(out);
                out.println(closingLine(tuning, saved, version));
            }
            out.flush();
            return 0;
        });
    }

    private String closingLine(Tuning tuning, boolean saved, int version) {
        if (saved) {
            return "Saved as version %d of the tuned preset.".formatted(version);
        }
        String newest = version == 0
                ? "The shipped presets stay as they are."
                : "Version %d of the tuned preset stays the newest.".formatted(version);
        return dryRun
                ? "Nothing was saved (--dry-run). " + newest
                : tuning.evidence().sufficient() ? "It says the same already. " + newest : newest;
    }
}
