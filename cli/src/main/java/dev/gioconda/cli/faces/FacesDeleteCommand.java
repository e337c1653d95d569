package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.recognition.gallery.FaceGallery;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda faces delete}. */
@Command(
        name = "delete",
        description = "Removes a person and all embeddings from the gallery. This cannot be undone.",
        footer = "  gioconda faces delete \"Ada Lovelace\"")
final class FacesDeleteCommand extends GiocondaCommand {

    @Parameters(paramLabel = "NAME", description = "The person's name, as \"faces list\" prints it.")
    private String name = "";

    @Mixin
    private GalleryOptions gallery = new GalleryOptions();

    @Override
    protected int run() throws IOException {
        FaceGallery known = gallery.read();
        UsageException.asUsageError(() -> known.without(name));
        FaceGallery changed =
                gallery.open().change(new FaceGallery(known.embedder(), List.of()), current -> current.without(name));
        print(
                Map.of("deleted", name, "persons", changed.persons().size()),
                "%s was deleted; %d persons are enrolled."
                        .formatted(TerminalText.escaped(name), changed.persons().size()));
        return ExitCode.OK;
    }
}
