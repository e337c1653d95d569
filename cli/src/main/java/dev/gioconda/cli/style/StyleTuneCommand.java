package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ChangeOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.preference.Tuning;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda style tune}. */
@Command(
        name = "tune",
        description = {
            "Estimates from the star ratings in a store which strength, stroke scale, layer weights and preset people prefer, and saves them as a version "
                    + "of the tuned preset, the default preset of \"style\" and \"serve\" with this store.",
            "A setting is changed only if the change is better with probability 0.95 (for all changes together), and only within the rated range."
        },
        footer = {
            "  gioconda style tune --store ./store --dry-run      print what the ratings show",
            "  gioconda style tune --store ./store --why \"after the exhibition\"",
            "  gioconda style --content me.jpg --style irises.jpg --preset tuned --store ./store"
        })
final class StyleTuneCommand extends GiocondaCommand {

    private static final String DEFAULT_REASON = "what the ratings say";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Option(names = "--dry-run", description = "Print what the ratings show, and save nothing.")
    private boolean dryRun;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        PrintWriter out = out();
        return store.useFeedback(log -> {
            Tuning tuning = Tuning.of(log);
            TunedPresets presets = new TunedPresets(log.store(), log.clock());
            boolean saved = !dryRun && presets.isNew(tuning);
            int version = saved
                    ? presets.save(tuning, change.author(), change.reason(DEFAULT_REASON))
                            .version()
                    : presets.latest().map(TunedVersion::version).orElse(0);
            if (json()) {
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
            return ExitCode.OK;
        });
    }

    private String closingLine(Tuning tuning, boolean saved, int version) {
        if (saved) {
            return "Saved as version %d of the tuned preset.".formatted(version);
        }
        String newest = version == 0
                ? "The shipped presets are unchanged."
                : "Version %d of the tuned preset is still the latest.".formatted(version);
        return dryRun
                ? "Nothing was saved (--dry-run). " + newest
                : tuning.evidence().sufficient() ? "The result is the same as before. " + newest : newest;
    }
}
