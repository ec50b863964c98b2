package io.dialtone.embedded.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.dialtone.embedded.AccountMetrics;
import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Connections without a socket are read no faster than their user and account may publish. */
class PublishRateTest extends Applications {
    private static final double SECOND = 1e9;
    private static final ByteString PAYLOAD = ByteString.fromString("y");
    private static final String SLOW = "publish_rate: 1000, publish_burst: \"50ms\"";
    private static final String LITTLE = "publish_rate: 5, publish_burst: \"200ms\"";

    private static String config(String ofUser, String ofAccount) {
        return """
                accounts { A {
                  users: [ { user: a, password: p, limits: { %s } }, { user: b, password: p } ]
                  limits: { %s }
                } }
                """.formatted(ofUser, ofAccount);
    }

    private static EmbeddedServer server(String ofUser, String ofAccount) {
        return Dialtone.builder().configuration(config(ofUser, ofAccount)).start();
    }

    private InProcessConnection to(EmbeddedServer server, UnaryOperator<ConnectionBuilder> as) {
        InProcessConnection connection =
                as.apply(InProcessConnection.to(server, system)).build();
        get(connection.connect());
        return connection;
    }

    private CompletionStage<Done> publish(InProcessConnection from, int messages) {
        return Source.range(1, messages).map(number -> PAYLOAD).runWith(from.publishTo("x"), system);
    }

    /** Completes with that many messages. */
    private CompletionStage<List<NatsMessage>> heard(InProcessConnection by, int messages) {
        Pair<Subscription, CompletionStage<List<NatsMessage>>> heard =
                by.subscribe("x").take(messages).toMat(Sink.seq(), Keep.both()).run(system);
        get(heard.first().ready());
        return heard.second();
    }

    private static long published(EmbeddedServer server) {
        return server.accountMetrics().stream()
                .filter(account -> account.account().equals("A"))
                .mapToLong(AccountMetrics::messagesIn)
                .sum();
    }

    @Test
    void aUserIsSlowedDownAndNothingIsLost() {
        try (EmbeddedServer server = server(SLOW, "");
                InProcessConnection subscriber = to(server, c -> c.user("b", "p"));
                InProcessConnection publisher = to(server, c -> c.user("a", "p"))) {
            CompletionStage<List<NatsMessage>> heard = heard(subscriber, 1000);
            long start = System.nanoTime();
            publish(publisher, 1000);
            assertThat(get(heard)).hasSize(1000);
            assertThat((System.nanoTime() - start) / SECOND).isGreaterThan(0.5);
        }
    }

    @Test
    void whoIsTrustedCountsForTheAccount() {
        try (EmbeddedServer server = server("", SLOW);
                InProcessConnection subscriber = to(server, c -> c.trusted("A"));
                InProcessConnection one = to(server, c -> c.trusted("A"));
                InProcessConnection two = to(server, c -> c.user("b", "p"))) {
            CompletionStage<List<NatsMessage>> heard = heard(subscriber, 1000);
            long start = System.nanoTime();
            publish(one, 500);
            publish(two, 500);
            assertThat(get(heard)).hasSize(1000);
            assertThat((System.nanoTime() - start) / SECOND).isGreaterThan(0.5);
        }
    }

    @Test
    void whoWaitsIsSetFreeByAReload() throws Exception {
        try (EmbeddedServer server = server(LITTLE, "");
                InProcessConnection subscriber = to(server, c -> c.user("b", "p"));
                InProcessConnection publisher = to(server, c -> c.user("a", "p"))) {
            CompletionStage<List<NatsMessage>> heard = heard(subscriber, 3000);
            publish(publisher, 3000);
            await().atMost(SOON).until(() -> published(server) > 0);
            // Ten minutes at this rate, more than any deadline.
            assertThat(published(server)).isLessThan(3000);
            server.reload(config("", ""));
            assertThat(get(heard)).hasSize(3000);
        }
    }

    @Test
    void aServerWhoseConnectionsWaitStopsAtOnce() {
        EmbeddedServer server = server(LITTLE, "");
        try (server;
                InProcessConnection publisher = to(server, c -> c.user("a", "p"))) {
            publish(publisher, 3000);
            await().atMost(SOON).until(() -> published(server) > 0);
            assertThat(published(server)).isLessThan(3000);
        }
        assertThat(server.isRunning()).isFalse();
    }
}
