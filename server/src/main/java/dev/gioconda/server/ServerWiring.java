package dev.gioconda.server;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.file.PrivateFiles;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.inference.Batcher;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ComputeScheduler;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.jobs.FreeSpace;
import dev.gioconda.jobs.JobLimits;
import dev.gioconda.jobs.JobService;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.server.classify.ChampionLoader;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.server.instant.FastStyles;
import dev.gioconda.server.operator.RetrainService;
import dev.gioconda.server.paint.TunedPresetCache;
import dev.gioconda.server.paint.Uploads;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.bytedeco.pytorch.global.torch;

/**
 * Builds the services of a server from its settings: each method translates the settings of one service.
 *
 * @param store with models, feedback and jobs
 * @param registry of the models in that store
 * @param threads that compute at once
 * @param scheduler shared by all services
 * @param decoder with the limits for uploaded images
 */
record ServerWiring(
        ServerSettings settings,
        FullStoreWatch store,
        ModelRegistry registry,
        Clock clock,
        int threads,
        ComputeScheduler scheduler,
        SafeImageDecoder decoder) {

    /** How long no request computed before memory is released. */
    private static final Duration IDLE_BEFORE_RELEASE = Duration.ofSeconds(20);

    /** Creates the parts that all services share. What is created in the work folder is accessible only to its owner. */
    static ServerWiring of(ServerSettings settings, ObjectStore store, ModelRegistry registry, Clock clock)
            throws IOException {
        PrivateFiles.createFolders(settings.workFolder().resolve("features")); // the services create the other ones
        int threads = torch.get_num_threads();
        SafeImageDecoder decoder = new SafeImageDecoder(new SafeImageDecoder.DecodeLimits(
                settings.limits().maxBodyBytes(),
                settings.limits().maxPixels(),
                SafeImageDecoder.DecodeLimits.DEFAULT.maxSide()));
        ComputeScheduler scheduler =
                new ComputeScheduler(threads, settings.batching().maxWait());
        FullStoreWatch watched = new FullStoreWatch(store, System::nanoTime);
        return new ServerWiring(settings, watched, registry, clock, threads, scheduler, decoder);
    }

    Readiness readiness() {
        return new Readiness(
                new FreeSpace(settings.workFolder(), settings.disk().minFree()), store);
    }

    ChampionLoader championLoader() {
        ServerSettings.Batching batching = settings.batching();
        return new ChampionLoader(
                registry,
                settings.model(),
                new ServedModel.LoadOptions(threads, batching.precision(), batching.maxBatchSize()));
    }

    ClassifyService classifyService(ServedModel initialModel) {
        ServerSettings.Batching batching = settings.batching();
        Batcher.BatchLimits limits = new Batcher.BatchLimits(
                batching.maxBatchSize(), batching.maxBatchDelay(), batching.maxQueued(), threads);
        return new ClassifyService(decoder, initialModel, limits, scheduler);
    }

    JobService jobs(String program) throws IOException {
        ServerSettings.ServiceLimits limits = settings.limits();
        return new JobService(
                store,
                settings.workFolder().resolve("checkpoints"),
                program,
                threads,
                scheduler::yieldToRequests,
                new JobLimits(
                        limits.maxJobs(),
                        limits.maxJobsPerClient(),
                        limits.jobRetention(),
                        settings.disk().paintings(),
                        settings.disk().minFree()),
                clock);
    }

    Uploads uploads() throws IOException {
        return new Uploads(
                settings.workFolder().resolve("uploads"),
                Uploads.Codec.of(decoder),
                scheduler,
                2 * settings.limits().maxPaintingSide(),
                settings.disk().uploads(),
                clock);
    }

    TunedPresetCache tunedPresets() {
        return new TunedPresetCache(new TunedPresets(store, clock));
    }

    FastStyles fastStyles() throws IOException {
        return new FastStyles(decoder, scheduler, settings.limits().maxPaintingSide());
    }

    RetrainService retraining(FeedbackLog log, Runnable onPromoted) {
        return new RetrainService(
                settings,
                log,
                registry,
                RetrainService.ComputeShare.of(threads, scheduler::yieldToRequests),
                onPromoted,
                clock);
    }

    IdleMemory idleMemory() {
        return new IdleMemory(() -> scheduler.isIdleFor(IDLE_BEFORE_RELEASE));
    }
}
