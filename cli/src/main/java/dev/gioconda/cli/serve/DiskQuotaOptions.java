package dev.gioconda.cli.serve;

import dev.gioconda.server.http.ServerSettings;
import picocli.CommandLine.Option;

/** Disk quotas of the server. */
final class DiskQuotaOptions {

    private static final long MB = 1_000_000;

    @Option(
            names = "--disk-paintings",
            paramLabel = "MB",
            description =
                    "Quota for stylized images in the store. The oldest finished jobs are deleted first; queued jobs are never deleted. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DISK_PAINTINGS:-4000}")
    private long paintingsMb;

    @Option(
            names = "--disk-uploads",
            paramLabel = "MB",
            description = "Quota for uploaded images of style jobs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DISK_UPLOADS:-1000}")
    private long uploadsMb;

    @Option(
            names = "--disk-kept",
            paramLabel = "MB",
            description =
                    "Quota for images that are stored with consent as feedback; when it is full, feedback is stored without images. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DISK_KEPT:-10000}")
    private long feedbackImagesMb;

    @Option(
            names = "--disk-free",
            paramLabel = "MB",
            description =
                    "Free space in the work folder without which no style job is started. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DISK_FREE:-500}")
    private long minFreeMb;

    ServerSettings.DiskQuotas toSettings() {
        return new ServerSettings.DiskQuotas(paintingsMb * MB, uploadsMb * MB, feedbackImagesMb * MB, minFreeMb * MB);
    }
}
