package io.dialtone.actors.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthReportTest {

    @Test
    void readyServerIsWell() {
        assertThat(HealthReport.of(HealthQuery.DEFAULT, Readiness.READY)).isEqualTo(HealthReport.OK);
        assertThat(json(HealthReport.OK, false)).isEqualTo("{\"status\":\"ok\"}");
    }

    @ParameterizedTest
    @EnumSource(
            value = Readiness.class,
            names = {"STARTING", "LAME_DUCK", "STOPPING"})
    void serverThatAcceptsNoConnectionIsNot(Readiness readiness) {
        HealthReport report = HealthReport.of(HealthQuery.DEFAULT, readiness);
        assertThat(report.code()).isEqualTo(500);
        assertThat(json(report, false))
                .isEqualTo("{\"status\":\"error\",\"error\":\"failed to be ready for connections after 1ms: server\"}");
    }

    @Test
    void namesMustBeComplete() {
        HealthReport noAccount = HealthReport.of(query("", "T", ""), Readiness.READY);
        assertThat(noAccount.code()).isEqualTo(400);
        assertThat(json(noAccount, true))
                .isEqualTo("{\"status\":\"error\",\"errors\":[{\"type\":\"BAD_REQUEST\","
                        + "\"error\":\"\\\"account\\\" must not be empty when checking stream health\"}]}");
        HealthReport noStream = HealthReport.of(query("A", "", "d"), Readiness.READY);
        assertThat(json(noStream, false))
                .isEqualTo("{\"status\":\"error\","
                        + "\"error\":\"\\\"stream\\\" must not be empty when checking consumer health\"}");
    }

    private static HealthQuery query(String account, String stream, String consumer) {
        return new HealthQuery(false, false, false, false, account, stream, consumer, false);
    }

    private static String json(HealthReport report, boolean details) {
        return new String(MonitorJson.health(report, details).compact(), StandardCharsets.UTF_8);
    }
}
