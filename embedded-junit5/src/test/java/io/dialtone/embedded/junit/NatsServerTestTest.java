package io.dialtone.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.ServerBuilder;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a class says in its annotation, and what its tests are given. */
class NatsServerTestTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Nested
    @NatsServerTest
    class WithNothingElse {
        private final EmbeddedServer atConstruction;

        WithNothingElse(EmbeddedServer server) {
            atConstruction = server;
        }

        @Test
        void theServerItsAddressAndAConnectionAreGiven(
                EmbeddedServer server, @NatsUrl String text, @NatsUrl URI uri, Connection nats) throws Exception {
            assertThat(server).isSameAs(atConstruction);
            assertThat(text).isEqualTo(server.clientUrl());
            assertThat(uri).isEqualTo(URI.create(text));
            assertThat(nats.getServerInfo().getServerId()).isEqualTo(server.serverId());
        }

        @Nested
        class AndAClassInside {
            @Test
            void hasTheSameServer(EmbeddedServer server) {
                assertThat(server).isSameAs(atConstruction);
            }
        }
    }

    @Nested
    @NatsServerTest(lifecycle = NatsServerTest.Lifecycle.PER_METHOD)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class WithAServerForEachTest {
        @Test
        @Order(1)
        void theFirstConnects(EmbeddedServer server, Connection nats) {
            assertThat(nats.getServerInfo().getServerId()).isEqualTo(server.serverId());
            assertThat(server.metrics().totalConnections()).isEqualTo(1);
        }

        @Test
        @Order(2)
        void theSecondHasAServerThatNobodyWasConnectedTo(EmbeddedServer server) {
            assertThat(server.metrics().totalConnections()).isZero();
        }
    }

    @Nested
    @NatsServerTest(configuration = "server_name: by-text, authorization { user: u, password: p }")
    class WithAText {
        @Test
        void itHolds(@NatsUser(value = "u", password = "p") Connection nats) {
            assertThat(nats.getServerInfo().getServerName()).isEqualTo("by-text");
        }
    }

    @Nested
    @NatsServerTest(file = "classpath:by-file.conf")
    class WithAFile {
        @Test
        void itHolds(EmbeddedServer server) {
            assertThat(server.name()).isEqualTo("by-file");
        }
    }

    /** Two accounts in code. */
    public static final class TwoAccounts implements ServerSetup {
        @Override
        public void configure(ServerBuilder server) {
            server.account("A", a -> a.user("a", "p").exportService("ask"))
                    .account("B", b -> b.user("b", "p").importService("A", "ask"));
        }
    }

    @Nested
    @NatsServerTest(setup = TwoAccounts.class)
    class WithCode {
        @Test
        void itHolds(
                @NatsUser(value = "a", password = "p") Connection a,
                @NatsUser(value = "b", password = "p") Connection b)
                throws Exception {
            a.createDispatcher(m -> a.publish(m.getReplyTo(), bytes("yes"))).subscribe("ask");
            a.flush(SOON);
            assertThat(b.request("ask", bytes("?"), SOON).getData()).isEqualTo(bytes("yes"));
        }
    }

    @Nested
    @NatsServerTest(tls = NatsServerTest.Tls.SERVER)
    class WithTls {
        @Test
        void clientsThatTrustTheAuthorityConnect(Connection nats, @NatsUrl String url, TestCertificates certificates)
                throws Exception {
            assertThat(url).startsWith("tls://");
            assertThat(nats.getServerInfo().isTLSRequired()).isTrue();
            assertThat(certificates.authority()).exists();
            Options trusting =
                    patient(url).sslContext(certificates.clientContext()).build();
            Nats.connect(trusting).close();
        }
    }

    @Nested
    @NatsServerTest(tls = NatsServerTest.Tls.MUTUAL)
    class WithTlsOfBothSides {
        @Test
        void aClientWithACertificateConnects(Connection nats) throws Exception {
            nats.flush(SOON);
            assertThat(nats.getServerInfo().isTLSRequired()).isTrue();
        }
    }

    @Nested
    @NatsServerTest(operator = true)
    class WithAnOperator {
        @Test
        void usersOfItsAccountsConnect(Connection app, @NatsUser(TestOperator.SYSTEM) Connection system)
                throws Exception {
            assertThat(system.request("$SYS.REQ.SERVER.PING", bytes(""), SOON)).isNotNull();
            app.flush(SOON);
        }
    }

    @Nested
    @NatsServerTest(servers = 3)
    class WithACluster {
        @Test
        void aMessageReachesASubscriberAtAnotherServer(NatsServers servers) throws Exception {
            assertThat(servers.all())
                    .hasSize(3)
                    .extracting(EmbeddedServer::name)
                    .containsExactly("C1-S1", "C1-S2", "C1-S3");
            arrives(servers.get(0), servers.get(2));
        }
    }

    @Nested
    @NatsServerTest(servers = 1, clusters = 2)
    class WithTwoClusters {
        @Test
        void aMessageReachesASubscriberInTheOther(NatsServers servers) throws Exception {
            arrives(servers.cluster(0).get(0), servers.cluster(1).get(0));
            arrives(servers.cluster(1).get(0), servers.cluster(0).get(0));
        }
    }

    /** Interest takes a moment from server to server, so it is published until it arrives. */
    private static void arrives(EmbeddedServer from, EmbeddedServer to) throws Exception {
        try (Connection here = Nats.connect(patient(from.clientUrl()).build());
                Connection there = Nats.connect(patient(to.clientUrl()).build())) {
            Subscription heard = there.subscribe("across");
            there.flush(SOON);
            long end = System.nanoTime() + SOON.toNanos();
            do {
                assertThat(System.nanoTime()).as("arrived in time").isLessThan(end);
                here.publish("across", bytes("hello"));
            } while (heard.nextMessage(Duration.ofMillis(50)) == null);
        }
    }

    /** The client's own two seconds are too few for the first connections of a busy machine. */
    private static Options.Builder patient(String url) {
        return Options.builder().server(url).connectionTimeout(SOON);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
