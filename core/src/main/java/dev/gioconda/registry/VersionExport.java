package dev.gioconda.registry;

import dev.gioconda.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Exports a version from the cache as a folder or a zip file. The target appears complete, and an existing one is not overwritten. */
final class VersionExport {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private VersionExport() {}

    /**
     * Writes the target.
     *
     * @param target a folder, or a file that ends in {@code .zip}, which holds {@code NAME/VERSION/manifest.json} and so on
     */
    static void write(Path folder, VersionManifest manifest, Path target) throws IOException {
        if (Files.exists(target)) {
            throw new IOException("%s already exists; choose another target.".formatted(target));
        }
        if (target.toString().endsWith(".zip")) {
            AtomicFiles.write(target, draft -> zip(folder, manifest, draft));
        } else {
            AtomicFiles.createFolder(target, draft -> copy(folder, manifest, draft));
        }
    }

    private static List<String> files(VersionManifest manifest) {
        List<String> files = new ArrayList<>(manifest.files().keySet());
        files.add(VersionManifest.FILE);
        return files;
    }

    private static void copy(Path folder, VersionManifest manifest, Path draft) throws IOException {
        for (String file : files(manifest)) {
            Files.copy(folder.resolve(file), draft.resolve(file));
        }
    }

    private static void zip(Path folder, VersionManifest manifest, Path draft) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(draft))) {
            for (String file : files(manifest)) {
                ZipEntry entry = new ZipEntry(manifest.id() + "/" + file);
                entry.setTimeLocal(EPOCH); // reproducible: equal versions give equal bytes
                zip.putNextEntry(entry);
                Files.copy(folder.resolve(file), zip);
                zip.closeEntry();
            }
        }
    }
}
