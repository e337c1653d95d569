package dev.gioconda.server.classify;

import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.model.LocalModels;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which model answers: the store's champion, else the embedded one. When another is promoted it is fetched, verified, loaded and
 * warmed up while the old one still answers, and then replaces it; one that fails is reported and changes nothing.
 */
public final class ChampionWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChampionWatcher.class);
    private static final long POLL_SECONDS = 2;

    private final ModelRegistry registry;
    private final String name;
    private final ServedModel.LoadOptions loadOptions;
    private final Map<VersionId, Manifest> manifests = new ConcurrentHashMap<>(); // a version never changes
    private String rejected = "";
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "models");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param name of the model whose champion answers
     * @param loadOptions how models are held
     */
    public ChampionWatcher(ModelRegistry registry, String name, ServedModel.LoadOptions loadOptions) {
        this.registry = registry;
        this.name = name;
        this.loadOptions = loadOptions;
    }

    /** The model that answers when the server starts. */
    public ServedModel initialModel() throws IOException {
        Optional<VersionId> champion = registry.champion(name);
        if (champion.isPresent()) {
            return ServedModel.load(registry.fetch(champion.get()), loadOptions);
        }
        if (!name.equals(LocalModels.EMBEDDED)) {
            throw new IOException(
                    "No version of the model \"%s\" was promoted in this store. Say \"gioconda models promote %s VERSION\", or serve \"%s\", which is part of the program."
                            .formatted(name, name, LocalModels.EMBEDDED));
        }
        return embedded();
    }

    private ServedModel embedded() throws IOException {
        return ServedModel.load(LocalModels.embedded(), loadOptions);
    }

    /** Looks after promotions from now on. */
    public void start(ClassifyService classifyService) {
        ScheduledFuture<?> unused = poller.scheduleWithFixedDelay(
                () -> refresh(classifyService), POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets the champion answer if it does not yet. */
    public synchronized void refresh(ClassifyService classifyService) {
        String next = "";
        try {
            Optional<VersionId> champion = registry.champion(name);
            if (champion.isEmpty()) {
                return;
            }
            next = champion.get().toString();
            if (next.equals(classifyService.serving().manifest().id()) || next.equals(rejected)) {
                return;
            }
            Path folder = registry.fetch(champion.get());
            classifyService.swap(ServedModel.load(folder, loadOptions));
            LOG.info("The model {} answers from now on.", next);
            rejected = "";
        } catch (IOException | RuntimeException | Error failed) { // else it would never be looked for again
            if (!next.isEmpty()) {
                rejected = next; // until another one is promoted
            }
            LOG.error(
                    "The champion {} cannot be loaded; {} stays in use.",
                    next,
                    classifyService.serving().manifest().id(),
                    failed);
        }
    }

    /** Every version of the store, and the one that answers. */
    public List<Manifest> versions(ClassifyService classifyService) throws IOException {
        List<Manifest> all = new ArrayList<>();
        boolean servingListed = false;
        List<VersionId> listed = registry.versions();
        manifests.keySet().retainAll(Set.copyOf(listed));
        for (VersionId id : listed) {
            Manifest manifest = manifests.get(id);
            if (manifest == null) {
                String json = new String(registry.manifest(id).bytes(), StandardCharsets.UTF_8);
                manifest = ModelFiles.manifest(json, id.toString());
                manifests.put(id, manifest);
            }
            servingListed |=
                    manifest.id().equals(classifyService.serving().manifest().id());
            all.add(manifest);
        }
        if (!servingListed) {
            all.add(0, classifyService.serving().manifest());
        }
        return all;
    }

    /** Promotions and rollbacks, the oldest first. */
    public List<LogEntry> history(String model) throws IOException {
        return registry.history(model);
    }

    /** The models of the store. */
    public ModelRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
