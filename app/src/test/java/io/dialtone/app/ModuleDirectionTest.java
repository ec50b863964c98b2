package io.dialtone.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Which module may know which. It lives in this module because this one sees all the others. */
class ModuleDirectionTest {
    private static final String CONF = "io.dialtone.conf..";
    private static final String ROUTING = "io.dialtone.routing..";
    private static final String ACCOUNTS = "io.dialtone.accounts..";
    private static final String STREAMS = "io.dialtone.streams..";
    private static final String ACTORS = "io.dialtone.actors..";
    private static final String CLUSTER = "io.dialtone.cluster..";
    private static final String APP = "io.dialtone.app..";
    private static final String OPEN_TELEMETRY = "io.dialtone.opentelemetry..";
    private static final String AKKA = "akka..";
    private static final String LOGBACK = "ch.qos.logback..";
    private static final String SLF4J = "org.slf4j..";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dialtone");

    @Test
    void configurationIsPlainJavaThatKnowsNobody() {
        mayNotUse(CONF, ROUTING, ACCOUNTS, STREAMS, ACTORS, CLUSTER, APP, AKKA, SLF4J, LOGBACK);
    }

    @Test
    void routingIsPlainJavaThatKnowsNobody() {
        mayNotUse(ROUTING, CONF, ACCOUNTS, STREAMS, ACTORS, CLUSTER, APP, AKKA, SLF4J, LOGBACK);
    }

    @Test
    void accountsKnowConfigurationAndRoutingOnly() {
        mayNotUse(ACCOUNTS, STREAMS, ACTORS, CLUSTER, APP, AKKA, LOGBACK);
    }

    @Test
    void streamsKnowConfigurationAndRoutingOnly() {
        mayNotUse(STREAMS, ACCOUNTS, ACTORS, CLUSTER, APP, "akka.actor.typed..", LOGBACK);
    }

    @Test
    void actorsDoNotKnowTheProgramAroundThem() {
        mayNotUse(ACTORS, CLUSTER, APP, "akka.http..", LOGBACK);
    }

    @Test
    void linksToOtherServersDoNotKnowTheProgramAroundThem() {
        mayNotUse(CLUSTER, APP, "akka.http..", LOGBACK);
    }

    @Test
    void theExportOfSpansKnowsNeitherLinksNorTheProgramAroundIt() {
        mayNotUse(OPEN_TELEMETRY, CLUSTER, APP, AKKA, LOGBACK);
    }

    @Test
    void onlyTheExportOfSpansKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage(OPEN_TELEMETRY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..", OPEN_TELEMETRY)
                .check(OURS);
    }

    @Test
    void whatIsSaidBetweenServersIsPlainJavaThatKnowsNoActors() {
        mayNotUse("io.dialtone.cluster.protocol..", AKKA);
    }

    @Test
    void modulesDoNotGoInCircles() {
        slices().matching("io.dialtone.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void onlyTheProgramEndsTheProcessBecauseABrokerMayBeOneOfManyInAJvm() {
        noClasses()
                .that()
                .resideOutsideOfPackage(APP)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .check(OURS);
    }

    private static void mayNotUse(String from, String... others) {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
        rule.check(OURS);
    }
}
