package dev.gioconda.server.classify;

import dev.gioconda.inference.ServedModel;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the registry and hands over each newly promoted champion. A new champion is fetched, verified, loaded and warmed up while the old
 * model still serves requests. One that cannot be loaded is logged and not tried again; the old model stays in use.
 */
public final class ChampionWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChampionWatcher.class);
    private static final long POLL_SECONDS = 2;

    private final ChampionLoader loader;
    private final Consumer<ServedModel> swap;
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "models");
        thread.setDaemon(true);
        return thread;
    });
    private String serving;
    private String rejected = "";

    /**
     * @param serving id of the version in use now
     * @param swap receives each new champion, ready to serve
     */
    public ChampionWatcher(ChampionLoader loader, String serving, Consumer<ServedModel> swap) {
        this.loader = loader;
        this.serving = serving;
        this.swap = swap;
    }

    /** Starts to poll. */
    public void start() {
        ScheduledFuture<?> unused =
                poller.scheduleWithFixedDelay(this::refresh, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    }

    /** Checks once, and swaps the model if the champion changed. */
    public synchronized void refresh() {
        String next = "";
        try {
            Optional<VersionId> champion = loader.champion();
            if (champion.isEmpty()) {
                return;
            }
            next = champion.get().toString();
            if (next.equals(serving) || next.equals(rejected)) {
                return;
            }
            swap.accept(loader.load(champion.get()));
            serving = next;
            rejected = "";
            LOG.info("The model {} is in use from now on.", next);
        } catch (IOException | RuntimeException | Error failed) { // an exception would end the schedule
            if (!next.isEmpty()) {
                rejected = next; // until another version is promoted
            }
            LOG.error("The champion {} cannot be loaded; {} stays in use.", next, serving, failed);
        }
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
