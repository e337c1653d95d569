package dev.gioconda.weights.fetch;

import dev.gioconda.weights.format.Convention;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A weight file as its authors published it.
 *
 * @param id what it is called here, such as {@code vgg19-keras}
 * @param network torchvision's name of its network, such as {@code vgg19}, or the name of a face model, such as {@code yunet}
 * @param name the file's name in the cache and on mirrors
 * @param urls where its authors keep it, then copies that are known to be the same; none if only parts of other files are published
 * @param bytes exact size, if known
 * @param mebibytes approximate size in MiB, if the exact size is unknown
 * @param checksum of its bytes, if known
 * @param convention the conventions of its weights, if the format does not define them
 * @param license of the file, as its authors state it; empty if unknown
 * @param trainingData what it was trained on, and what the terms of those images allow; empty if unknown
 * @param note a remark for users; may be empty
 */
public record OfficialFile(
        String id,
        String network,
        String name,
        List<URI> urls,
        @Nullable Long bytes,
        @Nullable Double mebibytes,
        @Nullable Checksum checksum,
        @Nullable Convention convention,
        String license,
        String trainingData,
        String note) {

    /** A copy with a checksum that the caller trusts. */
    public OfficialFile withChecksum(Checksum known) {
        return new OfficialFile(
                id, network, name, urls, bytes, mebibytes, known, convention, license, trainingData, note);
    }

    /** The addresses in order: the file in the folder of each mirror, then its official addresses. */
    public List<URI> sources(List<URI> mirrors) {
        List<URI> sources = new ArrayList<>();
        for (URI mirror : mirrors) {
            String base = mirror.toString();
            sources.add(URI.create(base + (base.endsWith("/") ? "" : "/") + name));
        }
        sources.addAll(urls);
        return List.copyOf(sources);
    }

    /** The name of a local file with only the tensors whose names start with a prefix, as {@code vgg19-timm.features.safetensors}. */
    public String partName(String prefix) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "."
                + prefix.replaceAll("[^A-Za-z0-9]+$", "").replaceAll("[^A-Za-z0-9_-]", "-") + name.substring(dot);
    }
}
