package dev.gioconda.weights.fetch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.weights.format.Convention;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * The catalog of official weight files, for each network in order of preference.
 *
 * @param files the files, in order
 */
public record WeightCatalog(List<OfficialFile> files) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Copies the list. */
    public WeightCatalog {
        files = List.copyOf(files);
    }

    /** The files in {@code catalog.toml}. */
    public static WeightCatalog official() {
        try (InputStream in = WeightCatalog.class.getResourceAsStream("catalog.toml")) {
            if (in == null) {
                throw new IllegalStateException("catalog.toml is not in the jar.");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("catalog.toml cannot be read.", broken);
        }
    }

    /** The file with that id; the exception for an unknown id lists all. */
    public OfficialFile file(String id) {
        return files.stream()
                .filter(file -> file.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no official file \"%s\"; known are %s."
                        .formatted(
                                id,
                                String.join(
                                        ", ",
                                        files.stream().map(OfficialFile::id).toList()))));
    }

    /** The files for a network, the preferred one first. */
    public List<OfficialFile> of(String network) {
        return files.stream().filter(file -> file.network().equals(network)).toList();
    }

    /** The file with that original name. */
    public Optional<OfficialFile> named(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** The file with the same bytes, whatever its name is; only files whose exact size and whole checksum are known are compared. */
    public Optional<OfficialFile> withContentOf(Path localFile) throws IOException {
        long size = Files.size(localFile);
        for (OfficialFile file : files) {
            Checksum checksum = file.checksum();
            Long bytes = file.bytes();
            if (checksum != null
                    && checksum.isComplete()
                    && bytes != null
                    && bytes == size
                    && checksum.matches(localFile)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** One table of the TOML file. */
    private record CatalogEntry(
            String id,
            String network,
            @Nullable String name,
            @Nullable List<String> urls,
            @Nullable Long bytes,
            @Nullable Double mebibytes,
            @Nullable String md5,
            @Nullable String sha256,
            @Nullable String convention,
            @Nullable String license,
            @JsonProperty("training_data") @Nullable String trainingData,
            @Nullable String note) {

        OfficialFile file() {
            List<String> addresses = urls == null ? List.of() : urls;
            String fileName =
                    name == null ? addresses.get(0).substring(addresses.get(0).lastIndexOf('/') + 1) : name;
            Checksum checksum = md5 != null
                    ? new Checksum("MD5", md5)
                    : sha256 != null ? new Checksum(Checksum.SHA_256, sha256) : null;
            return new OfficialFile(
                    id,
                    network,
                    fileName,
                    addresses.stream().map(URI::create).toList(),
                    bytes,
                    mebibytes,
                    checksum,
                    convention == null ? null : Convention.named(convention),
                    orEmpty(license),
                    orEmpty(trainingData),
                    orEmpty(note));
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    private static WeightCatalog parse(String toml) throws IOException {
        TomlParseResult result = Toml.parse(toml);
        if (result.hasErrors()) {
            throw new IllegalStateException("catalog.toml: " + result.errors().get(0));
        }
        Map<String, List<CatalogEntry>> tables = JSON.readValue(
                result.toJson(),
                new com.fasterxml.jackson.core.type.TypeReference<Map<String, List<CatalogEntry>>>() {});
        List<OfficialFile> files = new ArrayList<>();
        for (CatalogEntry entry : tables.getOrDefault("file", List.of())) {
            files.add(entry.file());
        }
        return new WeightCatalog(files);
    }
}
