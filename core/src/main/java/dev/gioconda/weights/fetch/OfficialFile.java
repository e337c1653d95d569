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
 * @param network torchvision's name of its network, such as {@code vgg19}
 * @param name the file's name in the cache and on mirrors
 * @param urls where its authors keep it, then copies that are known to be the same
 * @param bytes its exact size, where known
 * @param mebibytes about its size in MiB, where only that is known
 * @param checksum what its bytes add up to, where known
 * @param convention what its weights expect, where the format does not tell
 * @param note what one should know before taking it; may be empty
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
        String note) {

    /** The same file with a checksum that the caller vouches for. */
    public OfficialFile withChecksum(Checksum known) {
        return new OfficialFile(id, network, name, urls, bytes, mebibytes, known, convention, note);
    }

    /** Where to look for it, in this order: the folder of each mirror, under its name, then its own addresses. */
    public List<URI> sources(List<URI> mirrors) {
        List<URI> sources = new ArrayList<>();
        for (URI mirror : mirrors) {
            String base = mirror.toString();
            sources.add(URI.create(base + (base.endsWith("/") ? "" : "/") + name));
        }
        sources.addAll(urls);
        return List.copyOf(sources);
    }

    /** The name of a local file that holds only the tensors that begin with a prefix, as {@code vgg19-timm.features.safetensors}. */
    public String partName(String prefix) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "."
                + prefix.replaceAll("[^A-Za-z0-9]+$", "").replaceAll("[^A-Za-z0-9_-]", "-") + name.substring(dot);
    }
}
