package dev.gioconda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code ./gioconda} in a folder of its own, with a Java that prints its arguments and a Maven that counts. */
@Tag("integration")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {

    private static final Path SCRIPT = Path.of(System.getProperty("gioconda.root"), "gioconda");
    private static final String JAVA = """
            #!/bin/sh
            [ "$1" = -version ] && { echo 'openjdk version "%s"' >&2; exit 0; }
            echo "in $PWD"
            for argument in "$@"; do
                echo "$argument"
                case $argument in -XX:ArchiveClassesAtExit=*) cat archived >"${argument#*=}"; echo archive >>archives ;; esac
            done
            env
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo built >>builds
            echo "maven talks on standard output"
            [ ! -f broken ] || exit 1
            mkdir -p cli/target/lib core/target server/target
            echo jar >cli/target/gioconda-cli-1.jar
            echo jar >core/target/gioconda-core-1.jar
            echo jar >server/target/gioconda-server-1.jar
            """;

    @TempDir
    Path folder;

    private final List<Process> runs = new ArrayList<>();
    private Path home;
    private Path tools;
    private Path shellTools;

    @BeforeEach
    void createProject() throws IOException {
        home = Files.createDirectories(folder.resolve("a home with spaces"));
        tools = Files.createDirectories(folder.resolve("tools"));
        shellTools = shellTools();
        Files.copy(SCRIPT, home.resolve("gioconda"));
        for (String source : List.of(
                "pom.xml",
                "core/pom.xml",
                "server/pom.xml",
                "cli/pom.xml",
                "core/src/main/A",
                "server/src/main/C",
                "cli/src/main/B")) {
            Files.createDirectories(home.resolve(source).getParent());
            Files.writeString(home.resolve(source), "");
        }
        program(tools.resolve("java"), JAVA.formatted("17.0.15"));
        program(tools.resolve("javac"), "#!/bin/sh\n");
        program(tools.resolve("mvn"), MAVEN);
        Files.writeString(folder.resolve("archived"), "classes");
    }

    @Test
    void first_call_builds_and_second_only_runs() throws Exception {
        LaunchResult first = launch(Map.of(), "classify", "two words.jpg", "*");
        LaunchResult second = launch(Map.of(), "models");

        assertThat(first.err).contains("Building Gioconda (first time").contains("maven talks");
        assertThat(first.out)
                .startsWith("in " + folder.toRealPath() + "\n")
                .contains("dev.gioconda.cli.Gioconda\nclassify\ntwo words.jpg\n*\n")
                .contains(home.toRealPath() + "/cli/target/program/*:")
                .doesNotContain("maven talks");
        assertThat(second.err).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void changed_or_removed_source_triggers_a_build() throws Exception {
        launch(Map.of(), "study");
        Files.delete(home.resolve("cli/src/main/B"));
        assertThat(launch(Map.of(), "study").err).contains("the sources have changed");
        Files.setLastModifiedTime(
                home.resolve("core/src/main/A"), FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(launch(Map.of(), "study").err).contains("the sources have changed");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void failed_build_is_retried_and_nothing_runs() throws Exception {
        Files.writeString(home.resolve("broken"), "");
        LaunchResult failed = launch(Map.of(), "study");
        assertThat(failed.code).isEqualTo(1);
        assertThat(failed.out).isEmpty();
        assertThat(failed.err).contains("the build failed");

        Files.delete(home.resolve("broken"));
        assertThat(launch(Map.of(), "study").code).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void concurrent_calls_build_once() throws Exception {
        program(tools.resolve("mvn"), MAVEN.replace("mkdir", "sleep 1; mkdir"));
        Path script = home.resolve("gioconda");
        Process one = start(script, Map.of(), "study");
        Process two = start(script, Map.of(), "study");
        assertThat(result(one).code + result(two).code).isZero();
        assertThat(builds()).isEqualTo(1);
        assertThat(home.resolve("cli/target/.building")).doesNotExist();
    }

    @Test
    void lock_of_a_killed_build_is_taken_over() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(home.resolve("cli/target"));
        Files.createSymbolicLink(home.resolve("cli/target/.building"), Path.of(Long.toString(dead.pid())));
        assertThat(launch(Map.of(), "study").code).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void symbolic_link_resolves_to_the_project() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a home with spaces", "gioconda"));
        assertThat(result(start(link, Map.of(), "models")).out).contains(home.toRealPath() + "/cli/target/program/*:");
    }

    @Test
    void missing_java_error_names_what_to_install() throws Exception {
        Files.delete(tools.resolve("java"));
        LaunchResult result = launch(Map.of(), "study");
        assertThat(result.code).isEqualTo(1);
        assertThat(result.err).contains("no Java found", "apt-get install openjdk-17-jdk-headless maven");
    }

    @Test
    void old_java_and_missing_tools_are_reported() throws Exception {
        program(tools.resolve("java"), JAVA.formatted("1.8.0_412"));
        assertThat(launch(Map.of(), "study").err).contains("too old (version 1)");
        program(tools.resolve("java"), JAVA.formatted("17.0.15"));
        Files.delete(tools.resolve("javac"));
        assertThat(launch(Map.of(), "study").err).contains("no compiler (javac)");
        Files.delete(tools.resolve("mvn"));
        assertThat(launch(Map.of(), "study").err).contains("no Maven found");
        assertThat(launch(Map.of("JAVA_HOME", "/nowhere"), "study").err).contains("JAVA_HOME is /nowhere");
    }

    @Test
    void user_options_and_environment_override_defaults() throws Exception {
        Map<String, String> environment =
                Map.of("GIOCONDA_JAVA_OPTS", "-Xmx1g -Dx=*", "MALLOC_ARENA_MAX", "4", "GOMP_SPINCOUNT", "7");
        String out = launch(environment, "study").out;
        assertThat(out).contains("-XX:MaxRAMPercentage=30\n", "\n-Xmx1g\n-Dx=*\n-cp\n");
        assertThat(out).contains("MALLOC_ARENA_MAX=4\n", "MALLOC_TOP_PAD_=67108864\n", "OPENBLAS_NUM_THREADS=1\n");
        assertThat(out).contains("GOMP_SPINCOUNT=7\n");
    }

    @Test
    void waiting_threads_of_openmp_spin_briefly() throws Exception {
        assertThat(launch(Map.of(), "study").out).contains("GOMP_SPINCOUNT=10000\n");
    }

    @Test
    void only_the_server_exits_on_an_out_of_memory_error() throws Exception {
        assertThat(launch(Map.of(), "serve").out).contains("-XX:+ExitOnOutOfMemoryError\n");
        assertThat(launch(Map.of(), "study").out).doesNotContain("ExitOnOutOfMemoryError");
    }

    @Test
    void class_archive_is_made_once_and_used() throws Exception {
        Path archive = home.toRealPath().resolve("cli/target/program/classes-17.0.15.jsa");
        assertThat(launch(Map.of(), "--help").out).contains("\n-XX:SharedArchiveFile=" + archive + "\n");
        assertThat(launch(Map.of(), "classify", "face.jpg").out)
                .contains("\n-XX:SharedArchiveFile=" + archive + "\n")
                .contains("dev.gioconda.cli.Gioconda\nclassify\nface.jpg\n");
        assertThat(archive).hasContent("classes");
        assertThat(archives()).isEqualTo(1);

        program(tools.resolve("java"), JAVA.formatted("21.0.2")); // which could not read the other one
        assertThat(launch(Map.of(), "--help").out).contains("/classes-21.0.2.jsa\n");
        assertThat(archives()).isEqualTo(2);
    }

    @Test
    void without_a_class_archive_the_program_runs() throws Exception {
        Files.delete(folder.resolve("archived")); // so that the fake fails to write one
        for (int call = 0; call < 2; call++) {
            LaunchResult result = launch(Map.of(), "--help");
            assertThat(result.code).isZero();
            assertThat(result.out)
                    .contains("dev.gioconda.cli.Gioconda\n--help\n")
                    .doesNotContain("SharedArchiveFile");
        }
        assertThat(archives()).isEqualTo(1); // not tried again
    }

    @Test
    void version_is_read_from_the_file_of_the_jdk() throws Exception {
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.2\"\n");
        program(jdk.resolve("bin/java"), JAVA.formatted("1.8.0_412")); // which is not asked
        Files.delete(tools.resolve("java"));
        Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));
        assertThat(launch(Map.of(), "--help").out).contains("/classes-21.0.2.jsa\n");

        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.1\"\n");
        assertThat(launch(Map.of(), "--help").err).contains("too old (version 11)");
    }

    private record LaunchResult(int code, String out, String err) {}

    private LaunchResult launch(Map<String, String> environment, String... arguments) throws Exception {
        return result(start(home.resolve("gioconda"), environment, arguments));
    }

    /** Starts the script with a PATH of the fakes and, behind them, only the everyday tools of the shell. */
    private Process start(Path script, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools + File.pathSeparator + shellTools);
        builder.environment().putAll(environment);
        // files, not pipes: nobody has to drain them, so two may run at once
        builder.redirectOutput(folder.resolve("out" + runs.size()).toFile());
        builder.redirectError(folder.resolve("err" + runs.size()).toFile());
        Process process = builder.start();
        runs.add(process);
        return process;
    }

    private LaunchResult result(Process process) throws Exception {
        int run = runs.indexOf(process);
        return new LaunchResult(
                process.waitFor(),
                Files.readString(folder.resolve("out" + run)),
                Files.readString(folder.resolve("err" + run)));
    }

    /** A folder with only the tools a launcher may count on, so that no real Java or Maven is found beside them. */
    private Path shellTools() throws IOException {
        Path shell = Files.createDirectories(folder.resolve("shell"));
        for (String tool : List.of(
                "cat", "cp", "dirname", "readlink", "sed", "find", "head", "ln", "rm", "mv", "mkdir", "sleep", "env")) {
            Path searchPath = Path.of("/usr/bin", tool);
            Path real = Files.exists(searchPath) ? searchPath : Path.of("/bin", tool);
            program(shell.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(real));
        }
        return shell;
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private long archives() throws IOException {
        return Files.readAllLines(folder.resolve("archives")).size();
    }

    private long builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }
}
