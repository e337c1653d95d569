package dev.gioconda.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The model versions at hand: those trained here, in {@code <folder>/<name>/<version>}, and the embedded one.
 *
 * @param folder such as {@code models}; need not exist
 */
public record LocalModels(Path folder) {

    /** The model that is part of the program: a smile, learnt from GENKI-4K and SMILEs. */
    public static final String EMBEDDED = "smile";

    /** The versions trained here, by name and then age. */
    public List<Manifest> versions() throws IOException {
        List<Manifest> versions = new ArrayList<>();
        for (Path name : folders(folder)) {
            for (Path version : folders(name)) {
                versions.add(ModelFiles.manifest(version));
            }
        }
        return versions;
    }

    /**
     * The folder of a version.
     *
     * @param reference a folder, {@code name/version}, a version, or a name, which means its newest version; {@link #EMBEDDED}
     *     is the embedded model unless a model of that name was trained here
     */
    public Path find(String reference) throws IOException {
        Path direct = Path.of(reference);
        if (Files.isRegularFile(direct.resolve(ModelFiles.MANIFEST))) {
            return direct;
        }
        List<Path> matches = new ArrayList<>();
        for (Path name : folders(folder)) {
            for (Path version : folders(name)) {
                String id = name.getFileName() + "/" + version.getFileName();
                if (id.equals(reference) || id.startsWith(reference + "/") || id.endsWith("/" + reference)) {
                    matches.add(version);
                }
            }
        }
        if (!matches.isEmpty()) {
            return matches.get(matches.size() - 1);
        }
        if (reference.equals(EMBEDDED)) {
            return embedded();
        }
        throw new IOException(
                ("There is no model \"%s\": no folder of that name with a %s, and none in %s. \"./gioconda models\" lists "
                                + "what there is, \"./gioconda train\" makes one.")
                        .formatted(reference, ModelFiles.MANIFEST, folder.toAbsolutePath()));
    }

    /** The embedded version, unpacked into a temporary folder. */
    public static Path embedded() throws IOException {
        return Embedded.unpack(EMBEDDED);
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
