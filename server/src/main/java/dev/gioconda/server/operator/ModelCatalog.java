package dev.gioconda.server.operator;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.ReadableHistory;
import dev.gioconda.registry.VersionId;
import dev.gioconda.retrain.OperatorPromotion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The model versions of the store and the version in use, for the API and the pages. A damaged version or entry hides no other one. */
public final class ModelCatalog {

    private final ModelRegistry registry;
    private final MeasuredAccuracies accuracies;
    private final Supplier<Manifest> serving;
    private final Supplier<String> championProblem;
    private final Map<VersionId, Manifest> manifests = new ConcurrentHashMap<>(); // a version never changes

    /**
     * @param serving gives the manifest of the version in use
     * @param championProblem why that is not the champion; empty if it is
     */
    public ModelCatalog(
            ModelRegistry registry,
            MeasuredAccuracies accuracies,
            Supplier<Manifest> serving,
            Supplier<String> championProblem) {
        this.registry = registry;
        this.accuracies = accuracies;
        this.serving = serving;
        this.championProblem = championProblem;
    }

    /** The version in use. */
    public ModelView serving() {
        return view(serving.get(), true);
    }

    /** All readable versions of the store, after the version in use if the store does not hold it. */
    public List<ModelView> versions() throws IOException {
        return listing().views();
    }

    /** What operators must know: why the champion is not in use, and what is damaged, each in a sentence. */
    List<String> problems() throws IOException {
        Set<String> problems = new LinkedHashSet<>();
        String champion = championProblem.get();
        if (!champion.isEmpty()) {
            problems.add(champion);
        }
        Listing listing = listing();
        problems.addAll(listing.damages());
        for (String name : listing.names()) {
            problems.addAll(registry.readableHistory(name).damages());
        }
        return List.copyOf(problems);
    }

    /** Whether a version of the model was promoted, as far as the log can be read. */
    boolean hasChampion(String name) throws IOException {
        ReadableHistory history = registry.readableHistory(name);
        return !history.entries().isEmpty() || !history.damages().isEmpty();
    }

    /** The version to offer as the first champion; empty if the model has one or is not part of the program. */
    Optional<VersionId> firstChampion(String name) throws IOException {
        return hasChampion(name) ? Optional.empty() : OperatorPromotion.embedded(name);
    }

    /** The promotions and rollbacks of a model that can be read, the oldest first. */
    List<LogEntry> history(String name) throws IOException {
        return registry.readableHistory(name).entries();
    }

    /** Promotions and rollbacks of a model as everybody may see them, the oldest first. */
    public List<PromotionView> promotions(String name) throws IOException {
        return history(name).stream().map(PromotionView::of).toList();
    }

    /**
     * The content of the store.
     *
     * @param names of models with a version, readable or not, and of the model in use
     * @param damages versions that cannot be read, each in a sentence
     */
    private record Listing(List<ModelView> views, Set<String> names, List<String> damages) {}

    private Listing listing() throws IOException {
        Manifest current = serving.get();
        Listing listing = new Listing(new ArrayList<>(), new LinkedHashSet<>(), new ArrayList<>());
        listing.names().add(current.name());
        boolean listed = false;
        List<VersionId> ids = registry.versions();
        manifests.keySet().retainAll(Set.copyOf(ids));
        for (VersionId id : ids) {
            listing.names().add(id.name());
            try {
                Manifest manifest = manifest(id);
                boolean isCurrent = manifest.id().equals(current.id());
                listed |= isCurrent;
                listing.views().add(view(manifest, isCurrent));
            } catch (IOException damaged) {
                listing.damages().add("%s: %s".formatted(id, damaged.getMessage()));
            }
        }
        if (!listed) {
            listing.views().add(0, view(current, true));
        }
        return listing;
    }

    private ModelView view(Manifest manifest, boolean isCurrent) {
        return ModelView.of(
                manifest, isCurrent, accuracies.of(manifest, serving.get().id()));
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
}
