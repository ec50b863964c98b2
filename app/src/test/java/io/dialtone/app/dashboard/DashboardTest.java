package io.dialtone.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.monitor.MonitorAccess;
import io.dialtone.app.monitor.MonitorServer;
import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with the dashboard, clicked in headless Chromium; the pictures are kept below {@code target/dashboard}. */
@Timeout(600)
class DashboardTest {

    private static final Path PICTURES = Path.of("target", "dashboard").toAbsolutePath();

    private static ShownServer server;
    private static MonitorServer monitor;

    @BeforeAll
    static void start() throws Exception {
        // Nothing is started where there is no browser to look with.
        ClientProgram.BROWSER.command();
        Files.createDirectories(PICTURES);
        server = new ShownServer();
        server.fill();
        monitor = server.monitor(0, MonitorAccess.open());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"views", "light", "dark", "connections", "keyboard", "accessible", "steady"})
    void thePageWorks(String round) {
        assertThat(start(round, monitor).succeed()).contains("ok " + round);
    }

    @Test
    void aServerThatCannotBeReachedIsSaidToBeAndComesBack() throws Exception {
        MonitorServer first = server.monitor(FreePort.next(), MonitorAccess.open());
        ClientProgram.Run browser = start("unreachable", first);
        browser.awaitOutput("ready");
        first.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        browser.awaitOutput("gone");
        server.monitor(first.port(), MonitorAccess.open());
        assertThat(browser.succeed()).contains("ok unreachable");
    }

    @Test
    void theBrowserAsksForThePassword() {
        MonitorServer locked = server.monitor(0, ShownServer.locked());
        assertThat(start("password", locked).succeed()).contains("ok password");
    }

    private static ClientProgram.Run start(String round, MonitorServer shown) {
        List<String> command =
                ClientProgram.BROWSER.command(round, "http://127.0.0.1:" + shown.port(), PICTURES.toString());
        return ClientProgram.start(command);
    }
}
