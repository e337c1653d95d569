package dev.gioconda.spark;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md for this module, which no other module has on its class path. */
@Tag("integration")
class SparkModuleTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gioconda.spark");

    @Test
    void spark_uses_only_the_packages_listed_for_it() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gioconda..")
                        .and(not(resideInAnyPackage(
                                "dev.gioconda.spark..",
                                "dev.gioconda.classify..",
                                "dev.gioconda.data..",
                                "dev.gioconda.face..",
                                "dev.gioconda.file..",
                                "dev.gioconda.image..",
                                "dev.gioconda.model..",
                                "dev.gioconda.recognition..",
                                "dev.gioconda.registry..",
                                "dev.gioconda.score..",
                                "dev.gioconda.store..",
                                "dev.gioconda.tensor..",
                                "dev.gioconda.weights.."))))
                .check(CLASSES);
    }

    @Test
    void engine_is_reached_through_the_scorer_only() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.bytedeco..", "javax.imageio.."))
                .check(CLASSES);
    }

    @Test
    void nothing_exits_or_prints() {
        noClasses()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
        noMethods()
                .that()
                .arePublic()
                .should()
                .haveNameMatching("set[A-Z].*")
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
