package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.recognition.gallery.EnrolledPerson;
import dev.gioconda.recognition.gallery.FaceGallery;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda faces list}. */
@Command(
        name = "list",
        description = "Lists the enrolled persons; with --embeddings --json all that is stored about them, for export.",
        footer = {"  gioconda faces list", "  gioconda faces list --json --embeddings > export.jsonl"})
final class FacesListCommand extends GiocondaCommand {

    @Option(names = "--embeddings", description = "With --json: include the embeddings.")
    private boolean embeddings;

    @Mixin
    private GalleryOptions gallery = new GalleryOptions();

    @Override
    protected int run() throws IOException {
        if (embeddings && !json()) {
            throw new UsageException("--embeddings needs --json.");
        }
        FaceGallery enrolled = gallery.read();
        for (EnrolledPerson person : enrolled.persons()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", person.name());
            map.put("embedder", enrolled.embedder());
            map.put("faces", person.embeddings().size());
            map.put("consent", person.consent());
            map.put("enrolledBy", person.enrolledBy());
            map.put("enrolledAt", person.enrolledAt().toString());
            if (embeddings) {
                map.put("embeddings", person.embeddings());
            }
            print(
                    map,
                    "%s: %d faces, enrolled by %s at %s; consent: %s"
                            .formatted(
                                    TerminalText.escaped(person.name()),
                                    person.embeddings().size(),
                                    TerminalText.escaped(person.enrolledBy()),
                                    person.enrolledAt(),
                                    TerminalText.escaped(person.consent())));
        }
        return ExitCode.OK;
    }
}
