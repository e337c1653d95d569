package dev.gioconda.cli.faces;

import dev.gioconda.cli.command.AuthorOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.recognition.FaceDescriber;
import dev.gioconda.recognition.gallery.EnrolledPerson;
import dev.gioconda.recognition.gallery.FaceGallery;
import dev.gioconda.recognition.gallery.GalleryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda faces enroll}. */
@Command(
        name = "enroll",
        description = {
            "Adds the face of a person to the gallery, which is encrypted: the name, the consent and the embeddings; no images are kept.",
            "Embeddings are biometric data. Enroll only persons who agreed."
        },
        footer = {
            "  gioconda faces enroll \"Ada Lovelace\" ada1.jpg ada2.jpg --consent \"signed form of 3 May 2026\"",
            "  gioconda faces identify party.jpg"
        })
final class FacesEnrollCommand extends GiocondaCommand {

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The person's name; more images of a known name are added.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Images of that person alone.")
    private List<Path> images = List.of();

    @Option(
            names = "--consent",
            paramLabel = "TEXT",
            description = "How the person agreed to be recognized, for the record. Required.")
    private @Nullable String consent;

    @Mixin
    private AuthorOptions author = new AuthorOptions();

    @Mixin
    private GalleryOptions gallery = new GalleryOptions();

    @Mixin
    private EmbedderOption embedder = new EmbedderOption();

    @Mixin
    private InputImage reader = new InputImage();

    @Override
    protected int run() throws IOException {
        String agreed = consent;
        if (agreed == null || agreed.isBlank()) {
            throw new UsageException(
                    "Enrolling a person needs consent; tell with --consent how %s agreed.".formatted(name));
        }
        GalleryFolder folder = gallery.openOrCreate();
        Optional<FaceGallery> existing = folder.read();
        try (FaceDescriber describer = existing.isEmpty() ? embedder.open() : embedder.openFor(existing.get())) {
            List<float[]> embeddings = new ArrayList<>();
            for (Path image : images) {
                embeddings.add(FaceImages.only(image, reader, describer, err()).embedding());
            }
            EnrolledPerson person = UsageException.asUsageError(
                    () -> new EnrolledPerson(name, agreed, author.author(), Instant.now(), embeddings));
            FaceGallery changed = folder.change(
                    new FaceGallery(describer.embedder().id(), List.of()),
                    current -> with(person, describer.embedder().id(), current));
            int faces = changed.person(name).orElseThrow().embeddings().size();
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", name);
            map.put("faces", faces);
            map.put("persons", changed.persons().size());
            map.put("embedder", changed.embedder());
            map.put("gallery", gallery.folder().toString());
            print(
                    map,
                    "%s is enrolled with %d face%s in %s, key %s."
                            .formatted(
                                    TerminalText.escaped(name),
                                    faces,
                                    faces == 1 ? "" : "s",
                                    gallery.folder(),
                                    gallery.keyFile()));
        }
        return ExitCode.OK;
    }

    /** The gallery may have been created by another process meanwhile. */
    private static FaceGallery with(EnrolledPerson person, String embedder, FaceGallery current) {
        if (!current.embedder().equals(embedder)) {
            throw new IllegalArgumentException("The gallery's embeddings are of %s, these are of %s; enroll again."
                    .formatted(current.embedder(), embedder));
        }
        return current.with(person);
    }
}
