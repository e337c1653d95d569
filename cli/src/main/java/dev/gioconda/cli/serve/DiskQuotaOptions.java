package dev.gioconda.cli.serve;

import dev.gioconda.server.http.ServerSettings;
import picocli.CommandLine.Option;

/** How much of what a server keeps. */
final class DiskQuotaOptions {

    private static final long MB = 1_000_000;

    @Option(
            names = "--disk-paintings",
            paramLabel = "MB",
            description =
                    "How much paintings may take in the store. The oldest that are done go first; orders that wait never do. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DISK_PAINTINGS:-4000}")
    private long paintingsMb;

    @Option(
            names = "--disk-uploads",
            paramLabel = "MB",
            description = "How much pictures that wait to be painted may take. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DISK_UPLOADS:-1000}")
    private long uploadsMb;

    @Option(
            names = "--disk-kept",
            paramLabel = "MB",
            description =
                    "How much the pictures that people agreed to have kept may take; then answers are taken without them. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DISK_KEPT:-10000}")
    private long feedbackImagesMb;

    @Option(
            names = "--disk-free",
            paramLabel = "MB",
            description = "What must be free in the work folder for a painting to be begun. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DISK_FREE:-500}")
    private long minFreeMb;

    ServerSettings.DiskQuotas toSettings() {
        return new ServerSettings.DiskQuotas(paintingsMb * MB, uploadsMb * MB, feedbackImagesMb * MB, minFreeMb * MB);
    }
}
