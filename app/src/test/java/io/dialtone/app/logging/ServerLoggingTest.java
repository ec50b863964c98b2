package io.dialtone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import io.dialtone.conf.LogFormat;
import io.dialtone.conf.LoggingOptions;
import io.dialtone.streams.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("the logging is that of the whole JVM: what a server of another class says would be in these files")
class ServerLoggingTest {
    @TempDir
    private Path directory;

    @AfterEach
    void leaveLogbackAsItWas() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
    }

    @Test
    void eachKindOfLineHasItsLabel() throws IOException {
        try (ServerLogging logging = start(LogFormat.TEXT)) {
            assertThat(logging).isNotNull();
            ServerLog log = new ServerLog();
            log.levels(true, true, false);
            log.notice("n");
            log.warn("w");
            log.error("e");
            log.fatal("f");
            log.debug(() -> "d");
            log.trace(() -> "t");
        }
        assertThat(lines())
                .isEqualTo("[42] [INF] n\n[42] [WRN] w\n[42] [ERR] e\n[42] [FTL] f\n[42] [DBG] d\n[42] [TRC] t\n");
    }

    @Test
    void traceWithoutDebugIsPossible() throws IOException {
        try (ServerLogging logging = start(LogFormat.TEXT)) {
            assertThat(logging).isNotNull();
            ServerLog log = new ServerLog();
            log.levels(false, true, false);
            log.debug(() -> "d");
            log.trace(() -> "t");
        }
        assertThat(lines()).isEqualTo("[42] [TRC] t\n");
    }

    @Test
    void librariesAreHeardFromWarningsOn() throws IOException {
        try (ServerLogging logging = start(LogFormat.TEXT)) {
            assertThat(logging).isNotNull();
            LoggerFactory.getLogger("akka.actor.ActorSystemImpl").info("chatter");
            LoggerFactory.getLogger("akka.actor.ActorSystemImpl").warn("trouble in {}", "paradise");
        }
        assertThat(lines()).isEqualTo("[42] [WRN] trouble in paradise\n");
    }

    @Test
    void whatWasThrownFollowsItsLine() throws IOException {
        try (ServerLogging logging = start(LogFormat.TEXT)) {
            assertThat(logging).isNotNull();
            LoggerFactory.getLogger("akka.x").error("failed", new IllegalStateException("why"));
        }
        assertThat(lines()).startsWith("[42] [ERR] failed\njava.lang.IllegalStateException: why\n\tat ");
    }

    @Test
    void jsonLinesCarryTheServerName() throws IOException {
        try (ServerLogging logging = start(LogFormat.JSON)) {
            logging.serverName("s1");
            new ServerLog().notice("n");
        }
        assertThat(lines()).contains("\"server\":\"s1\",\"message\":\"n\"}\n");
    }

    @Test
    void placeAndFormatChangeWhileItRuns() throws IOException {
        LoggingOptions before = options(LogFormat.TEXT);
        try (ServerLogging logging = ServerLogging.start("nats-server", 42, before)) {
            ServerLog log = new ServerLog();
            log.notice("one");
            Path other = directory.resolve("other.log");
            logging.apply(before.with(b -> b.logFile(other.toString())));
            log.notice("two");
            assertThat(other).hasContent("[42] [INF] two\n");
            LoggingOptions impossible =
                    before.with(b -> b.logFile(directory.resolve("none/x").toString()));
            assertThatThrownBy(() -> logging.apply(impossible))
                    .hasMessage("error opening file: open " + impossible.logFile() + ": no such file or directory");
            log.notice("three");
            assertThat(other).hasContent("[42] [INF] two\n[42] [INF] three\n");
        }
        assertThat(lines()).isEqualTo("[42] [INF] one\n");
    }

    private ServerLogging start(LogFormat format) throws IOException {
        return ServerLogging.start("nats-server", 42, options(format));
    }

    private LoggingOptions options(LogFormat format) {
        return LoggingOptions.builder()
                .logFile(directory.resolve("x.log").toString())
                .logtime(false)
                .format(format)
                .build();
    }

    private String lines() throws IOException {
        return Files.readString(directory.resolve("x.log"));
    }
}
