package io.dialtone.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** How a test of a Spring (Boot) application has a server: with Boot, {@code @SpringBootTest} instead of {@code @SpringJUnitConfig}. */
@SpringJUnitConfig
class SpringExampleTest {
    @RegisterExtension
    static final NatsServerExtension NATS = NatsServerExtension.builder().build();

    @DynamicPropertySource
    static void natsUrl(DynamicPropertyRegistry properties) {
        properties.add("nats.url", NATS::clientUrl);
    }

    @Configuration
    static class Application {
        @Bean(destroyMethod = "close")
        Connection nats(@Value("${nats.url}") String url) throws IOException, InterruptedException {
            return Nats.connect(url);
        }
    }

    @Test
    void theApplicationIsConnectedToTheServerOfTheTest(@Autowired Connection nats) {
        assertThat(nats.getConnectedUrl()).isEqualTo(NATS.clientUrl());
    }
}
