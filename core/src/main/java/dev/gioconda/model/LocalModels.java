package dev.gioconda.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model versions trained on this machine, stored as {@code <folder>/<name>/<version>}, and the embedded model.
 *
 * @param folder such as {@code models}; need not exist
 */
public record LocalModels(Path folder) {

    /** The name of the model that is part of the program: a smile classifier trained on GENKI-4K and SMILEs. */
    public static final String EMBEDDED = "smile";

    /** The manifests of all versions in the folder, by name and then age. */
    public List<Manifest> versions() throws IOException {
        List<Manifest> versions = new ArrayList<>();
        for (Path version : versionFolders()) {
            versions.add(ModelFiles.manifest(version));
        }
        return versions;
    }

    /** The folders of all versions, by name and then age; each may be damaged. */
    public List<Path> versionFolders() throws IOException {
        List<Path> versions = new ArrayList<>();
        for (Path name : folders(folder)) {
            versions.addAll(folders(name));
        }
        return versions;
    }

    /**
     * The folder of a version.
     *
     * @param reference {@code name/version}, a version, or a name, which means its newest version
     * @return empty if no version matches
     */
    public Optional<Path> find(String reference) throws IOException {
        Path newest = null;
        for (Path name : folders(folder)) {
            for (Path version : folders(name)) {
                String id = name.getFileName() + "/" + version.getFileName();
                if (id.equals(reference) || id.startsWith(reference + "/") || id.endsWith("/" + reference)) {
                    newest = version;
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    /** The folder of the embedded model, which is unpacked into the user's cache. */
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
