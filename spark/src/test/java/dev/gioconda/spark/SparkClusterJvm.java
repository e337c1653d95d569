package dev.gioconda.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's own master and workers, started from the class path of the tests. */
final class SparkClusterJvm implements Closeable {

    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final Pattern ADDRESS = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
    private static final int LIMIT_S = 300;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final List<Path> workerFolders = new ArrayList<>();
    private String master = "";

    private SparkClusterJvm(Path folder) {
        this.folder = folder;
    }

    /** Starts a master and workers with one core each. */
    static SparkClusterJvm start(Path folder, int workers) throws IOException {
        Files.createDirectories(
                folder.resolve("home/jars")); // Spark looks for its jars here; they are on the class path
        Files.createFile(folder.resolve("home/RELEASE"));
        SparkClusterJvm cluster = new SparkClusterJvm(folder);
        cluster.launch(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        cluster.master = await().atMost(Duration.ofSeconds(LIMIT_S))
                .until(() -> cluster.address(), Optional::isPresent)
                .orElseThrow();
        for (int i = 0; i < workers; i++) {
            Path work = folder.resolve("worker-" + i);
            cluster.workerFolders.add(work);
            cluster.launch(
                    "worker-" + i + "-log",
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    work.toString(),
                    cluster.master);
        }
        return cluster;
    }

    private Optional<String> address() throws IOException {
        Matcher found = ADDRESS.matcher(Files.readString(folder.resolve("master")));
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    /** The folders in which the workers run executors. */
    List<Path> workerFolders() {
        return List.copyOf(workerFolders);
    }

    /** Runs a job with spark-submit and waits for its end. */
    void submit(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "--master",
                master,
                "--class",
                SparkJob.class.getName(),
                "--executor-memory",
                "768m",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "--conf",
                "spark.cores.max=2",
                "--conf",
                "spark.sql.shuffle.partitions=2",
                "--conf",
                "spark.executor.extraClassPath=" + CLASS_PATH,
                "--conf",
                "spark.executorEnv.OPENBLAS_NUM_THREADS=1",
                "spark-internal"));
        command.addAll(List.of(arguments));
        Process driver = launch("driver", "org.apache.spark.deploy.SparkSubmit", command.toArray(String[]::new));
        boolean ended = driver.waitFor(LIMIT_S, TimeUnit.SECONDS);
        String log = Files.readString(folder.resolve("driver"));
        assertThat(ended).as("the job ended: %s", log).isTrue();
        assertThat(driver.exitValue()).as(log).isZero();
    }

    private Process launch(String log, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                CLASS_PATH,
                mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME", folder.resolve("home").toString(),
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "SPARK_SCALA_VERSION", "2.13"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        processes.forEach(process -> process.onExit().join());
    }
}
