package dev.gioconda;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of {@code docs/architecture.md} and the house rules that can be read from class files. */
@Tag("integration") // reads all class files, which takes ten seconds
class ArchitectureTest {

    /** Which first-level packages a first-level package may use; {@code cli} and {@code bench} may use all. */
    private static final Map<String, List<String>> ALLOWED_DEPENDENCIES = Map.ofEntries(
            Map.entry("file", List.of()),
            Map.entry("image", List.of()),
            Map.entry("tensor", List.of()),
            Map.entry("evaluate", List.of()),
            Map.entry("settings", List.of()),
            Map.entry("store", List.of()),
            Map.entry("overload", List.of()),
            Map.entry("data", List.of("image", "face", "tensor")),
            Map.entry("weights", List.of("tensor")),
            Map.entry("detection", List.of("image", "tensor", "nn")),
            Map.entry("face", List.of("image", "weights", "detection", "model")),
            Map.entry("faceapi", List.of("image", "tensor", "weights")),
            Map.entry("recognition", List.of("image", "face", "faceapi", "weights", "data", "tensor", "nn", "model")),
            Map.entry("nn", List.of("tensor", "weights")),
            Map.entry("model", List.of("image", "tensor", "weights", "nn")),
            Map.entry("classify", List.of("image", "face", "tensor", "nn", "model")),
            Map.entry("score", List.of("image", "data", "face", "tensor", "model", "classify", "recognition")),
            Map.entry(
                    "train",
                    List.of(
                            "image",
                            "detection",
                            "face",
                            "data",
                            "faceapi",
                            "tensor",
                            "nn",
                            "model",
                            "evaluate",
                            "settings")),
            Map.entry("style", List.of("image", "face", "tensor", "weights", "nn", "model", "settings", "recognition")),
            Map.entry("registry", List.of("store")),
            Map.entry("feedback", List.of("store", "image", "face")),
            Map.entry(
                    "retrain",
                    List.of(
                            "store",
                            "registry",
                            "feedback",
                            "image",
                            "data",
                            "tensor",
                            "nn",
                            "model",
                            "train",
                            "evaluate")),
            Map.entry("preference", List.of("store", "feedback", "nn", "style")),
            Map.entry("report", List.of("image", "data", "model", "train", "evaluate", "style")),
            Map.entry(
                    "study",
                    List.of(
                            "image",
                            "data",
                            "tensor",
                            "weights",
                            "nn",
                            "model",
                            "train",
                            "evaluate",
                            "settings",
                            "style",
                            "report")),
            Map.entry("inference", List.of("overload", "image", "face", "tensor", "model", "classify")),
            Map.entry("jobs", List.of("overload", "image", "style", "store")),
            Map.entry(
                    "server",
                    List.of(
                            "overload",
                            "image",
                            "face",
                            "data",
                            "tensor",
                            "nn",
                            "model",
                            "classify",
                            "train",
                            "evaluate",
                            "style",
                            "store",
                            "registry",
                            "feedback",
                            "retrain",
                            "preference",
                            "inference",
                            "jobs")));

    /** Subpackages in the order of their use: each uses itself and those before it. "" is the first-level package itself. */
    private static final Map<String, List<String>> SUBPACKAGE_ORDER = Map.of(
            "image", List.of("", "codec", "corruption"),
            "face", List.of("", "cascade", "detector", "mesh", "quality", "segmentation"),
            "recognition", List.of("", "gallery", "evaluation"),
            "data", List.of("archive", "", "split", "synthetic", "load", "explore", "reader"),
            "weights", List.of("format", "fetch"),
            "style",
                    List.of(
                            "canvas",
                            "features",
                            "loss",
                            "optim",
                            "recipe",
                            "objective",
                            "gallery",
                            "analysis",
                            "metric",
                            "",
                            "checkpoint",
                            "fast",
                            "video"),
            "train", List.of("", "backbone", "detection", "distillation", "robustness"),
            "report", List.of("chart", "study"),
            "server", List.of("http", "classify", "paint", "instant", "feedback", "operator", "pages", ""),
            "cli",
                    List.of(
                            "command",
                            "models",
                            "weights",
                            "faces",
                            "score",
                            "feedback",
                            "train",
                            "style",
                            "serve",
                            "study",
                            ""));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gioconda");

    @TestFactory
    Stream<DynamicTest> package_uses_only_the_packages_listed_for_it() {
        return ALLOWED_DEPENDENCIES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey() + " uses " + entry.getValue(), () -> noClasses()
                        .that(resideInAPackage(packageOf(entry.getKey())))
                        .should()
                        .dependOnClassesThat(resideInAPackage("dev.gioconda..")
                                .and(not(resideInAPackage(packageOf(entry.getKey()))))
                                .and(not(resideInAnyPackage(Stream.concat(entry.getValue().stream(), Stream.of("file"))
                                        .map(ArchitectureTest::packageOf)
                                        .toArray(String[]::new)))))
                        .allowEmptyShould(true)
                        .check(CLASSES)));
    }

    @Test
    void every_class_is_in_a_listed_package() {
        assertThat(CLASSES.stream().map(c -> firstLevel(c)).distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(
                                name.equals("cli") || name.equals("bench") || ALLOWED_DEPENDENCIES.containsKey(name))
                        .as(name)
                        .isTrue());
        assertThat(CLASSES.stream().filter(c -> SUBPACKAGE_ORDER.containsKey(firstLevel(c))))
                .isNotEmpty()
                .allSatisfy(c -> assertThat(SUBPACKAGE_ORDER.get(firstLevel(c)))
                        .as(c.getName())
                        .contains(subpackage(c)));
    }

    @TestFactory
    Stream<DynamicTest> subpackage_uses_only_those_listed_before_it() {
        return SUBPACKAGE_ORDER.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    List<String> order = entry.getValue();
                    DescribedPredicate<Dependency> upward = describe("point to a later subpackage", dependency -> {
                        JavaClass from = dependency.getOriginClass(), to = dependency.getTargetClass();
                        return inRoot(to)
                                && firstLevel(to).equals(entry.getKey())
                                && order.indexOf(subpackage(to)) > order.indexOf(subpackage(from));
                    });
                    assertThat(CLASSES.stream()
                                    .filter(c -> firstLevel(c).equals(entry.getKey()))
                                    .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                                    .filter(upward)
                                    .map(Dependency::getDescription))
                            .isEmpty();
                }));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.gioconda.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packages_are_small() {
        Map<String, Long> sizes = CLASSES.stream()
                .filter(c -> c.isTopLevelClass() && !c.getPackageName().endsWith(".server.pages")) // compiled templates
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes.values()).allMatch(size -> size <= 40);
        assertThat(sizes.values().stream().sorted().toList().get(sizes.size() / 2))
                .as("median of %d packages", sizes.size())
                .isLessThanOrEqualTo(10);
    }

    @Test
    void report_takes_plain_data_and_never_uses_libtorch() {
        noClasses()
                .that(resideInAPackage(packageOf("report")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                packageOf("data"), packageOf("model"), packageOf("train"), packageOf("evaluate"))
                        .and(not(describe("records, enums or interfaces", ArchitectureTest::isPlainData))))
                .orShould()
                .dependOnClassesThat(resideInAPackage("org.bytedeco.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void evaluate_and_image_packages_do_not_use_libtorch() {
        noClasses()
                .that(resideInAPackage(packageOf("evaluate")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.bytedeco..", "java.awt..", "com.fasterxml.."))
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(packageOf("image")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bytedeco.pytorch.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void only_the_image_package_decodes_images() {
        noClasses()
                .that(not(resideInAPackage(packageOf("image"))))
                .should(callMethodWhere(describe(
                        "ImageIO reads",
                        (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(ImageIO.class)
                                && call.getName().matches("read|getImageReader.*|createImageInputStream"))))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.imageio.ImageReader")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_uses_the_terminal() {
        noClasses()
                .that(not(resideInAPackage(packageOf("cli"))))
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("picocli..", "me.tongfei.."))
                .check(CLASSES);
    }

    @Test
    void training_loop_does_not_access_files() {
        noClasses()
                .that(
                        resideInAPackage(packageOf("train"))
                                .and(
                                        describe(
                                                "the loop and what it calls",
                                                c -> c.getName()
                                                        .matches(
                                                                ".*\\.(Trainer|TrainingLoop|.*Task|TrainingState|EpochMeter|Validation|FaceLogits|WeightAverage|Mixup"
                                                                        + "|AttributeLoss|LearningRateSchedule|CheckpointSelection|Progress)(\\$.*)?"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.net.."))
                .check(CLASSES);
    }

    @Test
    void only_main_exits_the_jvm() {
        noClasses()
                .that(not(describe("the main class", c -> c.getName().equals("dev.gioconda.cli.Gioconda"))))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void random_numbers_come_from_passed_generators() {
        noClasses()
                .that(not(describe("tokens, which nobody may guess or repeat", c -> c.getName()
                        .equals("dev.gioconda.store.Tokens"))))
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .check(CLASSES);
    }

    @Test
    void class_and_package_names_are_not_generic() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(CLASSES);
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..")
                .check(CLASSES);
    }

    @Test
    void no_class_has_setters() {
        noMethods()
                .that()
                .arePublic()
                .should()
                .haveNameMatching("set[A-Z].*")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void inheritance_is_at_most_one_level_deep() {
        DescribedPredicate<JavaClass> grandchild = describe("have a grandparent in Gioconda", c -> c.getRawSuperclass()
                .flatMap(JavaClass::getRawSuperclass)
                .filter(g -> g.getPackageName().startsWith("dev.gioconda"))
                .isPresent());
        noClasses().should(be(grandchild)).check(CLASSES);
    }

    private static boolean inRoot(JavaClass type) {
        return type.getPackageName().startsWith("dev.gioconda.");
    }

    private static String firstLevel(JavaClass type) {
        return type.getPackageName().replaceFirst("^dev\\.gioconda\\.([a-z]+).*", "$1");
    }

    private static String subpackage(JavaClass type) {
        return type.getPackageName().replaceFirst("^dev\\.gioconda\\.[a-z]+\\.?", "");
    }

    private static boolean isPlainData(JavaClass type) {
        return type.isRecord() || type.isEnum() || type.isInterface();
    }

    private static String packageOf(String name) {
        return "dev.gioconda." + name + "..";
    }
}
