package io.dialtone.embedded.junit;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Connections of jnats, for tests that want one given. Loaded only where a parameter names jnats, which need not be there. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing else
final class JnatsConnections implements org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource {
    static final String TYPE = "io.nats.client.Connection";

    /** The first TLS handshake of a busy machine takes longer than a client usually waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;

    private JnatsConnections(Connection connection) {
        this.connection = connection;
    }

    static JnatsConnections open(RunningServers servers, @Nullable NatsUser user) {
        Options.Builder options = Options.builder()
                .servers(servers.servers().urls().toArray(String[]::new))
                .connectionTimeout(PATIENCE)
                .noRandomize();
        TestCertificates certificates = servers.certificates();
        if (certificates != null) {
            options.sslContext(certificates.clientContext());
        }
        TestOperator operator = servers.operator();
        if (operator != null) {
            String account = user == null ? TestOperator.ACCOUNT : user.value();
            options.authHandler(
                    Nats.staticCredentials(operator.credentials(account).getBytes(StandardCharsets.UTF_8)));
        } else if (user != null) {
            options.userInfo(user.value(), user.password());
        }
        try {
            return new JnatsConnections(Nats.connect(options.build()));
        } catch (IOException e) {
            throw new ParameterResolutionException("cannot connect to the test's server: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted while connecting", e);
        }
    }

    Object connection() {
        return connection;
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
