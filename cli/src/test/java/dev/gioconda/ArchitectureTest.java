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
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of {@code docs/architecture.md} and the house rules that can be read from class files. */
class ArchitectureTest {

    /** Which rooms a room may use. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("image", List.of()),
            Map.entry("tensor", List.of()),
            Map.entry("data", List.of("image", "tensor")),
            Map.entry("weights", List.of("tensor")),
            Map.entry("model", List.of("image", "tensor", "weights")),
            Map.entry("evaluate", List.of()),
            Map.entry("settings", List.of()),
            Map.entry("train", List.of("image", "data", "tensor", "model", "evaluate", "settings")),
            Map.entry("style", List.of("image", "tensor", "weights", "model", "settings")),
            Map.entry("store", List.of()),
            Map.entry("registry", List.of("store")),
            Map.entry("feedback", List.of("store", "image")),
            Map.entry(
                    "retrain",
                    List.of("store", "registry", "feedback", "image", "data", "tensor", "model", "train", "evaluate")),
            Map.entry("preference", List.of("store", "feedback", "style")),
            Map.entry("report", List.of("image", "data", "model", "train", "evaluate", "style")),
            Map.entry("inference", List.of("image", "tensor", "model")),
            Map.entry("jobs", List.of("image", "style", "store")),
            Map.entry(
                    "server",
                    List.of(
                            "image",
                            "data",
                            "tensor",
                            "model",
                            "train",
                            "evaluate",
                            "style",
                            "store",
                            "registry",
                            "feedback",
                            "retrain",
                            "preference",
                            "inference",
                            "jobs")),
            Map.entry(
                    "cli",
                    List.of(
                            "image",
                            "data",
                            "tensor",
                            "weights",
                            "model",
                            "train",
                            "evaluate",
                            "style",
                            "store",
                            "registry",
                            "feedback",
                            "retrain",
                            "preference",
                            "report",
                            "inference",
                            "jobs",
                            "server")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gioconda");

    @TestFactory
    Stream<DynamicTest> a_room_uses_only_the_rooms_to_its_left() {
        return ARROWS.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey() + " uses " + room.getValue(), () -> noClasses()
                        .that(resideInAPackage(room(room.getKey())))
                        .should()
                        .dependOnClassesThat(resideInAPackage("dev.gioconda..")
                                .and(not(resideInAPackage(room(room.getKey()))))
                                .and(not(resideInAnyPackage(room.getValue().stream()
                                        .map(ArchitectureTest::room)
                                        .toArray(String[]::new)))))
                        .allowEmptyShould(true)
                        .check(CLASSES)));
    }

    @Test
    void every_class_lives_in_a_room_of_the_table() {
        assertThat(CLASSES.stream()
                        .map(c -> c.getPackageName().replaceFirst("^dev\\.gioconda\\.?", ""))
                        .filter(name -> !name.equals("server.pages"))) // templates that JTE has compiled
                .isNotEmpty()
                .allSatisfy(name -> assertThat(ARROWS).containsKey(name));
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("dev.gioconda.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void the_report_takes_records_and_computes_nothing_with_the_engine() {
        noClasses()
                .that(resideInAPackage(room("report")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(room("data"), room("model"), room("train"), room("evaluate"))
                        .and(not(describe("records, enums or interfaces", ArchitectureTest::isPlainData))))
                .orShould()
                .dependOnClassesThat(resideInAPackage("org.bytedeco.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void evaluation_is_plain_arithmetic_and_the_image_room_knows_no_network() {
        noClasses()
                .that(resideInAPackage(room("evaluate")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.bytedeco..", "java.awt..", "com.fasterxml.."))
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(room("image")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bytedeco.pytorch.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void only_the_image_room_decodes_pictures() {
        noClasses()
                .that(not(resideInAPackage(room("image"))))
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
    void only_the_command_line_speaks_to_the_terminal() {
        noClasses()
                .that(not(resideInAPackage(room("cli"))))
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("picocli..", "me.tongfei.."))
                .check(CLASSES);
    }

    @Test
    void the_training_loop_knows_no_file() {
        noClasses()
                .that(resideInAPackage(room("train")).and(describe("the loop and what it calls", c -> c.getName()
                        .matches(
                                ".*\\.(Trainer|TrainingLoop|.*Lesson|TrainingState|Meter|Validation|FaceLogits|WeightAverage|Mixup"
                                        + "|AttributeLoss|Schedule|Keeping|Progress)(\\$.*)?"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.net.."))
                .check(CLASSES);
    }

    @Test
    void only_main_ends_the_program() {
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
    void randomness_takes_its_generator() {
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
    void names_are_nouns_of_the_field() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(CLASSES);
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..")
                .check(CLASSES);
    }

    @Test
    void nothing_has_setters() {
        noMethods()
                .that()
                .arePublic()
                .should()
                .haveNameMatching("set[A-Z].*")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void inheritance_is_one_deep() {
        DescribedPredicate<JavaClass> grandchild = describe("have a grandparent in Gioconda", c -> c.getRawSuperclass()
                .flatMap(JavaClass::getRawSuperclass)
                .filter(g -> g.getPackageName().startsWith("dev.gioconda"))
                .isPresent());
        noClasses().should(be(grandchild)).check(CLASSES);
    }

    private static boolean isPlainData(JavaClass type) {
        return type.isRecord() || type.isEnum() || type.isInterface();
    }

    private static String room(String name) {
        return "dev.gioconda." + name + "..";
    }
}
