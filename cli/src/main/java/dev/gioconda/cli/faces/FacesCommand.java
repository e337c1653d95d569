package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.MissingCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gioconda faces}. */
@Command(
        name = "faces",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Detects faces and recognizes persons in images.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda weights fetch yunet mobilefacenet face-api",
            "  gioconda faces verify passport.jpg holiday.jpg",
            "  gioconda faces cluster holidays"
        },
        subcommands = {
            FacesDetectCommand.class,
            FacesVerifyCommand.class,
            FacesEnrollCommand.class,
            FacesIdentifyCommand.class,
            FacesSearchCommand.class,
            FacesClusterCommand.class,
            FacesListCommand.class,
            FacesDeleteCommand.class,
            FacesEvaluateCommand.class
        })
public final class FacesCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw MissingCommand.in(spec);
    }
}
