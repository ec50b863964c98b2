package io.dialtone.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What a library inside other people's programs may know. */
class LibraryDirectionTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dialtone.embedded");

    @Test
    void theLibraryKnowsNoCommandLineAndNoLoggingBackend() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.dialtone.app..", "ch.qos.logback..", "picocli..")
                .check(OURS);
    }

    @Test
    void onlyItsPartForAkkaApplicationsShowsAkka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dialtone.embedded.streams..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("akka..", "io.dialtone.embedded.streams..")
                .check(OURS);
    }
}
