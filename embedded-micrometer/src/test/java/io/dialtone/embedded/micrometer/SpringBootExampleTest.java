package io.dialtone.embedded.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application with a server of its own; what Boot finds by itself is named here. */
class SpringBootExampleTest {
    @Configuration
    @ImportAutoConfiguration({MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class})
    static class Application {
        @Bean
        EmbeddedServer server() {
            return Dialtone.start();
        }

        @Bean
        DialtoneMetrics dialtoneMetrics(EmbeddedServer server) {
            return new DialtoneMetrics(server);
        }
    }

    @Test
    void aBeanIsEnoughForTheFiguresToBeInItsRegistry() {
        EmbeddedServer server;
        try (var application = new AnnotationConfigApplicationContext(Application.class)) {
            server = application.getBean(EmbeddedServer.class);
            MeterRegistry registry = application.getBean(MeterRegistry.class);
            assertThat(registry.get("dialtone.connections").gauge().value()).isZero();
            assertThat(registry.get("dialtone.uptime").gauge().value()).isPositive();
        }
        assertThat(server.isRunning()).as("ends with the application").isFalse();
    }
}
