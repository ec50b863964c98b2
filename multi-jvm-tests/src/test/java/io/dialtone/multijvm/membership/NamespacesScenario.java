package io.dialtone.multijvm.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/**
 * Three servers, each in a network of its own, and a cable that is pulled: no connection is reset, packets just do not arrive any more. A
 * program, since it has to run where networks may be made: {@link NetworkNamespacesTest} starts it there.
 */
final class NamespacesScenario {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private NamespacesScenario() {}

    /** @param arguments where files are kept, and the command line of a server */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        List<String> command = List.of(arguments).subList(1, arguments.length);
        Namespace.makeBridge();
        List<Namespace> servers = new ArrayList<>();
        try {
            for (int number = 1; number <= 3; number++) {
                servers.add(new Namespace(number, command, directory));
            }
            play(servers);
        } catch (Throwable e) {
            servers.forEach(server -> System.out.println("---- " + server.name() + "\n" + server.log()));
            throw e;
        } finally {
            servers.forEach(Namespace::close);
        }
    }

    private static void play(List<Namespace> servers) throws Exception {
        Namespace first = servers.get(0);
        Namespace last = servers.get(2);
        List<Namespace> majority = servers.subList(0, 2);
        awaitMembers(servers, servers);
        try (Connection here = connect(first);
                Connection there = connect(last)) {
            there.createDispatcher(request -> there.publish(request.getReplyTo(), new byte[0]))
                    .subscribe("who");
            Subscription local = there.subscribe("local");
            there.flush(LIMIT);
            awaitAnswer(here, true);

            long cut = System.nanoTime();
            last.cable(false);
            awaitAnswer(here, false);
            System.out.println("interest was dropped after " + since(cut) + " ms");
            awaitMembers(majority, majority);
            System.out.println("given up after " + since(cut) + " ms");
            await(
                    "it gives itself up",
                    () -> assertThat(last.log()).contains("This node is no member of the Akka cluster any more"));
            there.publish("local", new byte[0]);
            assertThat(local.nextMessage(LIMIT)).as("a message at home").isNotNull();

            long plugged = System.nanoTime();
            last.cable(true);
            awaitMembers(servers, servers);
            awaitAnswer(here, true);
            System.out.println("whole again after " + since(plugged) + " ms");
        }
    }

    private static long since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private static Connection connect(Namespace server) throws Exception {
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .ignoreDiscoveredServers()
                .reportNoResponders()
                .connectionTimeout(LIMIT)
                .build());
    }

    /** Whether somebody answers, or it is said at once that there is nobody. */
    private static void awaitAnswer(Connection requester, boolean answered) {
        await(answered ? "an answer" : "nobody to ask", () -> {
            String outcome = requester
                    .request("who", new byte[0])
                    .handle((answer, failure) -> failure == null ? "answered" : "nobody")
                    .completeOnTimeout("silence", 1, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            assertThat(outcome).isEqualTo(answered ? "answered" : "nobody");
        });
    }

    private static void awaitMembers(List<Namespace> sayers, List<Namespace> members) {
        List<String> names = members.stream().map(Namespace::name).toList();
        await("members are " + names, () -> {
            for (Namespace server : sayers) {
                assertThat(StreamSupport.stream(
                                        server.monitor("/clusterz")
                                                .path("members")
                                                .spliterator(),
                                        false)
                                .filter(member -> member.path("status").asText().equals("up"))
                                .map(member -> member.path("server_name").asText()))
                        .as("members that " + server.name() + " sees")
                        .containsExactlyInAnyOrderElementsOf(names);
            }
        });
    }

    static void await(String state, ThrowingRunnable assertions) {
        Awaitility.await(state)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(java.io.IOException.class)
                .untilAsserted(assertions);
    }
}
