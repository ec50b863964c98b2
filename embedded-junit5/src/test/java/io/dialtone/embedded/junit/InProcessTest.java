package io.dialtone.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.ServerBuilder;
import io.dialtone.embedded.streams.ConnectionBuilder;
import io.dialtone.embedded.streams.InProcessConnection;
import io.dialtone.embedded.streams.LoginRefusedException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections without a socket to servers with certificates and claims, which this module makes. */
class InProcessTest {
    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "application");

    @AfterEach
    void endTheApplication() throws Exception {
        system.terminate();
        get(system.getWhenTerminated());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Done connect(EmbeddedServer server, UnaryOperator<ConnectionBuilder> as) {
        try (InProcessConnection nats =
                as.apply(InProcessConnection.to(server, system)).build()) {
            return get(nats.connect());
        }
    }

    @Test
    void aServerWithTlsAsksNoneOfAConnectionWithoutASocket() {
        try (TestCertificates certificates = TestCertificates.create();
                EmbeddedServer server = Dialtone.builder()
                        .mutualTls(certificates.serverCertificate(), certificates.serverKey(), certificates.authority())
                        .start()) {
            assertThat(connect(server, c -> c)).isEqualTo(Done.getInstance());
        }
    }

    @Test
    void credentialsOfAnAccountUnderAnOperatorLetIn() {
        TestOperator operator = new TestOperator();
        ServerBuilder builder = Dialtone.builder();
        operator.configure(builder);
        try (EmbeddedServer server = builder.start()) {
            assertThat(connect(server, c -> c.credentials(operator.credentials(TestOperator.ACCOUNT))))
                    .isEqualTo(Done.getInstance());
            assertThat(connect(server, c -> c.trusted(operator.publicKey(TestOperator.ACCOUNT))))
                    .isEqualTo(Done.getInstance());
            assertThatThrownBy(() -> connect(server, c -> c)).hasCauseInstanceOf(LoginRefusedException.class);
        }
    }
}
