package dev.gioconda.server.classify;

import dev.gioconda.inference.ServedModel;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the registry and hands over each newly promoted champion. A new champion is fetched, verified, loaded and warmed up while the old
 * model still serves requests. One that cannot be loaded is logged and not tried again until the next promotion or rollback; the old
 * model stays in use.
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
    private long rejected; // number of the log's entry
    private String rejection = "";
    private volatile String problem = "";

    /**
     * @param serving id of the version in use now
     * @param swap receives each new champion, ready to serve
     */
    public ChampionWatcher(ChampionLoader loader, String serving, Consumer<ServedModel> swap) {
        this.loader = loader;
        this.serving = serving;
        this.swap = swap;
    }

    /** Why the champion is not in use, for operators; empty if it is. */
    public String problem() {
        return problem;
    }

    /** Checks once, and starts to poll. */
    public void start() {
        refresh();
        ScheduledFuture<?> unused =
                poller.scheduleWithFixedDelay(this::refresh, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    }

    /** Checks once, and swaps the model if the champion changed. */
    public synchronized void refresh() {
        try {
            Optional<LogEntry> last = loader.lastChange();
            if (last.isPresent()) {
                follow(last.get());
            }
        } catch (IOException unreadable) {
            report(
                    "The promotion log of %s cannot be read: %s".formatted(loader.name(), unreadable.getMessage()),
                    null);
        } catch (RuntimeException | Error failed) { // an exception would end the schedule
            report("The promotion log of %s cannot be read.".formatted(loader.name()), failed);
        }
    }

    private void follow(LogEntry last) {
        VersionId champion = new VersionId(loader.name(), last.version());
        if (champion.toString().equals(serving)) {
            problem = "";
            return;
        }
        if (last.seq() == rejected) {
            problem = rejection; // after the log could not be read
            return;
        }
        try {
            swap.accept(loader.load(champion));
            serving = champion.toString();
            problem = "";
            LOG.info("The model {} is in use from now on.", champion);
        } catch (IOException damaged) {
            reject(last, "The champion %s cannot be loaded: %s".formatted(champion, damaged.getMessage()), null);
        } catch (RuntimeException | Error failed) { // an exception would end the schedule
            reject(last, "The champion %s cannot be loaded.".formatted(champion), failed);
        }
    }

    private void reject(LogEntry last, String found, @Nullable Throwable failure) {
        report(found, failure);
        rejected = last.seq();
        rejection = problem;
    }

    /** Logs a problem once; a damaged file needs no stack trace. */
    private void report(String found, @Nullable Throwable failure) {
        String complete = "%s %s stays in use.".formatted(found, serving);
        if (!complete.equals(problem)) {
            LOG.error("{}", complete, failure);
        }
        problem = complete;
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
