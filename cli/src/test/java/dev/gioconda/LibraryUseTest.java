package dev.gioconda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.classify.FacePipeline;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.model.LocalModels;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dependency and the program of {@code docs/library.md}, built by Maven as a project of its own and run. */
@Tag("integration")
class LibraryUseTest {

    private static final Path ROOT = Path.of(System.getProperty("gioconda.root"));
    private static final Path CORE_JAR = ROOT.resolve("core/target/gioconda-core-0.1.0.jar");
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>smile</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
            %s  </dependencies>
            </project>
            """;

    @TempDir
    private Path folder;

    @Test
    void example_of_the_documentation_builds_and_classifies() throws Exception {
        assumeTrue(Files.exists(CORE_JAR), "skipped: needs " + CORE_JAR + ", which mvn verify builds first");
        assumeTrue(onPath("mvn"), "skipped: needs mvn in the PATH");
        String page = Files.readString(ROOT.resolve("docs/library.md"));
        Path project = Files.createDirectories(folder.resolve("project"));
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("pom.xml"), POM.formatted(block(page, "xml")));
        Files.writeString(sources.resolve("Smile.java"), block(page, "java"));

        run(
                project,
                "mvn",
                "-B",
                "-o",
                "-q",
                "-Dmaven.repo.local=" + repository(),
                "-Dmdep.outputFile=" + project.resolve("classpath"),
                "org.apache.maven.plugins:maven-compiler-plugin:3.14.1:compile",
                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath");
        Path portrait = portrait();
        String output = run(
                project,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                project.resolve("target/classes")
                        + File.pathSeparator
                        + Files.readString(project.resolve("classpath")).strip(),
                "Smile",
                portrait.toString());

        try (FacePipeline pipeline = FacePipeline.load(LocalModels.embedded())) {
            FaceResult expected = pipeline.classify(portrait);
            assertThat(output.lines()).last().isEqualTo(expected.label() + " " + expected.probability());
        }
    }

    private static String block(String page, String language) {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(page);
        assertThat(block.find()).as("a block of " + language).isTrue();
        return block.group(1);
    }

    private Path portrait() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        Path file = folder.resolve("portrait.jpg");
        portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(file, bytes));
        return file;
    }

    /** The local repository of this build with the artifacts of this build, which is left as it is. */
    private Path repository() throws IOException {
        Path shared = Path.of(System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
        Path repository = Files.createDirectories(folder.resolve("repository"));
        link(shared, repository, "dev");
        link(shared.resolve("dev"), Files.createDirectories(repository.resolve("dev")), "gioconda");
        install(repository, "gioconda", ROOT.resolve("pom.xml"), "pom");
        install(repository, "gioconda-core", ROOT.resolve("core/pom.xml"), "pom");
        install(repository, "gioconda-core", CORE_JAR, "jar");
        return repository;
    }

    private static void link(Path from, Path to, String except) throws IOException {
        if (Files.isDirectory(from)) {
            try (Stream<Path> entries = Files.list(from)) {
                for (Path entry : entries.toList()) {
                    if (!entry.endsWith(except)) {
                        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                    }
                }
            }
        }
    }

    private static void install(Path repository, String artifact, Path file, String extension) throws IOException {
        Path version = Files.createDirectories(
                repository.resolve("dev").resolve("gioconda").resolve(artifact).resolve("0.1.0"));
        Files.copy(file, version.resolve(artifact + "-0.1.0." + extension));
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> FileSystems.getDefault().getPath(entry, program))
                .anyMatch(Files::isExecutable);
    }

    private String run(Path project, String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(project.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String output = Files.readString(out);
        assertThat(process.exitValue())
                .as("%s%s", output, Files.readString(err))
                .isZero();
        return output;
    }
}
