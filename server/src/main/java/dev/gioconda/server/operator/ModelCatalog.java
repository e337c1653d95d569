package dev.gioconda.server.operator;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The model versions of the store and the version in use, for the API and the pages. */
public final class ModelCatalog {

    private final ModelRegistry registry;
    private final Supplier<Manifest> serving;
    private final Map<VersionId, Manifest> manifests = new ConcurrentHashMap<>(); // a version never changes

    /**
     * @param serving gives the manifest of the version in use
     */
    public ModelCatalog(ModelRegistry registry, Supplier<Manifest> serving) {
        this.registry = registry;
        this.serving = serving;
    }

    /** The version in use. */
    public ModelView serving() {
        return ModelView.of(serving.get(), true);
    }

    /** All versions of the store, after the version in use if the store does not hold it. */
    public List<ModelView> versions() throws IOException {
        Manifest current = serving.get();
        List<ModelView> views = new ArrayList<>();
        boolean listed = false;
        List<VersionId> ids = registry.versions();
        manifests.keySet().retainAll(Set.copyOf(ids));
        for (VersionId id : ids) {
            Manifest manifest = manifest(id);
            boolean isCurrent = manifest.id().equals(current.id());
            listed |= isCurrent;
            views.add(ModelView.of(manifest, isCurrent));
        }
        if (!listed) {
            views.add(0, ModelView.of(current, true));
        }
        return views;
    }

    private Manifest manifest(VersionId id) throws IOException {
        Manifest cached = manifests.get(id);
        if (cached != null) {
            return cached;
        }
        String json = new String(registry.manifest(id).bytes(), StandardCharsets.UTF_8);
        Manifest manifest = ModelFiles.manifest(json, id.toString());
        manifests.put(id, manifest);
        return manifest;
    }

    /** Promotions and rollbacks of a model, the oldest first. */
    List<LogEntry> history(String name) throws IOException {
        return registry.history(name);
    }

    /** Promotions and rollbacks of a model as everybody may see them, the oldest first. */
    public List<PromotionView> promotions(String name) throws IOException {
        return history(name).stream().map(PromotionView::of).toList();
    }
}
