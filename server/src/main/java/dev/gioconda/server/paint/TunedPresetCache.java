package dev.gioconda.server.paint;

import dev.gioconda.jobs.StoredImage;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.preference.TunedVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Caches the newest tuned preset of the store for a minute. */
public final class TunedPresetCache {

    private static final Logger LOG = LoggerFactory.getLogger(TunedPresetCache.class);
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final TunedPresets presets;
    private Optional<TunedVersion> newest = Optional.empty();
    private Instant refreshedAt = Instant.EPOCH;

    public TunedPresetCache(TunedPresets presets) {
        this.presets = presets;
    }

    /** The newest version; the last known one if the store cannot be read. */
    public synchronized Optional<TunedVersion> newest() {
        Instant now = presets.clock().instant();
        if (now.isAfter(refreshedAt.plus(MAX_AGE))) {
            refreshedAt = now;
            try {
                newest = presets.latest();
            } catch (IOException failed) { // jobs use the last known preset
                LOG.error("The tuned preset could not be read.", failed);
            }
        }
        return newest;
    }

    /** The tuned settings for a style; empty if there is no tuned preset. */
    Optional<TunedVersion.AppliedTuning> applied(String defaultPreset, StoredImage style) throws IOException {
        Optional<TunedVersion> version = newest();
        if (version.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(version.get().apply(defaultPreset, List.of(style.sha256())));
    }
}
