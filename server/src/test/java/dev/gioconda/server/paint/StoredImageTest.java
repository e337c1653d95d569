package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.PngText;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.inference.ComputeScheduler;
import dev.gioconda.jobs.Job;
import dev.gioconda.jobs.JobLimits;
import dev.gioconda.jobs.JobOwner;
import dev.gioconda.jobs.JobService;
import dev.gioconda.jobs.JobSpec;
import dev.gioconda.jobs.StoredImage;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.store.FolderStore;
import dev.gioconda.style.checkpoint.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upload on its way through a style job. */
@Tag("integration")
class StoredImageTest {

    private static final JobSpec SPEC = new JobSpec("quick", 32, 1, 1, "style", 2, 1, true, null, null);

    @TempDir
    private Path folder;

    @Test
    void upload_is_decoded_once_and_encoded_once() throws Exception {
        AtomicInteger decodes = new AtomicInteger();
        AtomicInteger encodes = new AtomicInteger();
        SafeImageDecoder decoder = new SafeImageDecoder();
        Uploads.Codec counting = new Uploads.Codec(
                decoder::scannedPixels,
                bytes -> {
                    decodes.incrementAndGet();
                    return decoder.decode(bytes);
                },
                picture -> {
                    encodes.incrementAndGet();
                    return PictureWriter.png(picture);
                });
        Uploads uploads = new Uploads(
                folder.resolve("uploads"),
                counting,
                new ComputeScheduler(1, Duration.ofSeconds(10)),
                64,
                1 << 24,
                Clock.systemUTC());
        StoredImage content =
                uploads.find(uploads.add(ServerFixture.portraits(1).get(0), "somebody", "somebody")
                        .image());
        StoredImage style = new StyleGallery().find("red-dunes");
        try (JobService jobs = new JobService(
                new FolderStore(folder.resolve("store")),
                folder.resolve("checkpoints"),
                "test",
                1,
                () -> {},
                new JobLimits(10, 10, Duration.ofDays(1), 1L << 30, 0),
                Clock.systemUTC())) {
            Job job = jobs.submit(
                    SPEC, new JobOwner("somebody", id -> "key of " + id), content, style, "red-dunes", null);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> jobs.find(job.id()).orElseThrow().finished());
            byte[] png = jobs.picture(job.id()).orElseThrow();
            Provenance provenance = Provenance.parse(
                    PngText.read(Files.write(folder.resolve("p.png"), png), Provenance.KEYWORD)
                            .orElseThrow(),
                    "p.png");
            assertThat(decodes).hasValue(1);
            assertThat(encodes).hasValue(1);
            assertThat(jobs.content(job.id()).orElseThrow()).isEqualTo(content.png());
            assertThat(provenance.content().sha256()).isEqualTo(Hashes.sha256(content.png()));
            assertThat(provenance.styles().get(0).sha256()).isEqualTo(style.sha256());
            assertThat(content.width()).isLessThanOrEqualTo(64);
        }
    }
}
