package dev.gioconda.server.classify;

import dev.gioconda.inference.Examiner;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.ModelShelf;
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
 * warmed up while the old one goes on answering, and then takes its place; one that fails is reported and changes nothing.
 */
public final class Models implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Models.class);
    private static final long LOOK_SECONDS = 2;

    private final ModelRegistry registry;
    private final String name;
    private final ServedModel.Holding holding;
    private final Map<VersionId, Manifest> known = new ConcurrentHashMap<>(); // a version never changes
    private String refused = "";
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "models");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param name of the model whose champion answers
     * @param holding how models are held
     */
    public Models(ModelRegistry registry, String name, ServedModel.Holding holding) {
        this.registry = registry;
        this.name = name;
        this.holding = holding;
    }

    /** The model that answers when the server starts. */
    public ServedModel first() throws IOException {
        Optional<VersionId> champion = registry.champion(name);
        if (champion.isPresent()) {
            return ServedModel.load(registry.fetch(champion.get()), holding);
        }
        if (!name.equals(ModelShelf.EMBEDDED)) {
            throw new IOException(
                    "No version of the model \"%s\" was promoted in this store. Say \"gioconda models promote %s VERSION\", or serve \"%s\", which is part of the program."
                            .formatted(name, name, ModelShelf.EMBEDDED));
        }
        return embedded();
    }

    private ServedModel embedded() throws IOException {
        return ServedModel.load(ModelShelf.embedded(), holding);
    }

    /** Looks after promotions from now on. */
    public void follow(Examiner examiner) {
        ScheduledFuture<?> unused =
                watch.scheduleWithFixedDelay(() -> look(examiner), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets the champion answer if it does not yet. */
    public synchronized void look(Examiner examiner) {
        String next = "";
        try {
            Optional<VersionId> champion = registry.champion(name);
            if (champion.isEmpty()) {
                return;
            }
            next = champion.get().toString();
            if (next.equals(examiner.serving().manifest().id()) || next.equals(refused)) {
                return;
            }
            Path folder = registry.fetch(champion.get());
            examiner.swap(ServedModel.load(folder, holding));
            LOG.info("The model {} answers from now on.", next);
            refused = "";
        } catch (IOException | RuntimeException | Error failed) { // else it would never be looked for again
            if (!next.isEmpty()) {
                refused = next; // until another one is promoted
            }
            LOG.error(
                    "The champion {} cannot answer; {} goes on.",
                    next,
                    examiner.serving().manifest().id(),
                    failed);
        }
    }

    /** Every version of the store, and the one that answers. */
    public List<Manifest> versions(Examiner examiner) throws IOException {
        List<Manifest> all = new ArrayList<>();
        boolean seen = false;
        List<VersionId> listed = registry.versions();
        known.keySet().retainAll(Set.copyOf(listed));
        for (VersionId id : listed) {
            Manifest manifest = known.get(id);
            if (manifest == null) {
                String json = new String(registry.manifest(id).bytes(), StandardCharsets.UTF_8);
                manifest = ModelFiles.manifest(json, id.toString());
                known.put(id, manifest);
            }
            seen |= manifest.id().equals(examiner.serving().manifest().id());
            all.add(manifest);
        }
        if (!seen) {
            all.add(0, examiner.serving().manifest());
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
        watch.shutdownNow();
    }
}
