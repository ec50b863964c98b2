package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSelection;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import io.dialtone.actors.Broker;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.app.testkit.RawClient;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Links whose actors fail come back by themselves, with the interest that there was, while the process and its clients go on.
 */
@Timeout(120)
class SupervisionTest {
    private final List<Member> members = new ArrayList<>();
    private int waits;

    @AfterEach
    void end() {
        members.forEach(Member::close);
    }

    private Member start(String name, String config) {
        Member member = Member.start(MemberKind.DIALTONE, "server_name: " + name + "\n" + config);
        members.add(member);
        return member;
    }

    /** Makes an actor fail: a command that lacks what it must have. */
    private static void fail(Broker broker, String path) throws ReflectiveOperationException {
        Field field = Broker.class.getDeclaredField("system");
        field.setAccessible(true);
        ActorSystem<?> system = (ActorSystem<?>) field.get(broker);
        ActorSelection actor = Adapter.toClassic(system).actorSelection(path);
        actor.tell(new LinkCommand.Reload(null, null, null), akka.actor.ActorRef.noSender());
    }

    private static String config(String kind, int port, int other) {
        return switch (kind) {
            case "routes" ->
                "cluster { name: C, listen: '127.0.0.1:" + port + "', routes: ['nats-route://127.0.0.1:" + other
                        + "'] }";
            case "gateways" ->
                "gateway { name: G" + port + ", listen: '127.0.0.1:" + port + "', gateways: [{ name: G" + other
                        + ", url: 'nats://127.0.0.1:" + other + "' }] }";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Makes the actor of such links fail, and waits until it has: that ends all its connections. */
    private static void failed(Member member, String kind, LinkPort port) throws ReflectiveOperationException {
        InetSocketAddress address = Objects.requireNonNull(member.broker().address(port));
        try (RawClient before = RawClient.open(address.getPort())) {
            before.readInfo();
            fail(member.broker(), "/user/links/" + kind);
            before.readToEof();
        }
    }

    /** One that is published now: those of an earlier wait may still be under way. */
    private void awaitDelivery(Connection publisher, String subject, ConcurrentLinkedQueue<Message> got) {
        byte[] payload = Integer.toString(++waits).getBytes(StandardCharsets.US_ASCII);
        Deadline.await("a message on " + subject + " arrives", () -> {
            publisher.publish(subject, payload);
            return got.stream().anyMatch(one -> Arrays.equals(one.getData(), payload));
        });
    }

    @ParameterizedTest
    @CsvSource({"routes,0", "routes,1", "gateways,0", "gateways,1"})
    void whatFailsBeginsAnewWithTheInterestThatThereWas(String kind, int failing) throws Exception {
        int first = FreePort.next();
        int second = FreePort.next();
        Member here = start("here", config(kind, first, second));
        Member there = start("there", config(kind, second, first));
        try (Connection publisher = here.connect();
                Connection subscriber = there.connect()) {
            ConcurrentLinkedQueue<Message> got = new ConcurrentLinkedQueue<>();
            Dispatcher dispatcher = subscriber.createDispatcher(got::add);
            dispatcher.subscribe("a.*");
            dispatcher.subscribe("q", "group");
            subscriber.flush(Duration.ofSeconds(10));
            awaitDelivery(publisher, "a.b", got);
            awaitDelivery(publisher, "q", got);
            failed(members.get(failing), kind, kind.equals("routes") ? LinkPort.CLUSTER : LinkPort.GATEWAY);
            // The links are down for a moment; a subscription made meanwhile is told when they are back.
            dispatcher.subscribe("late");
            awaitDelivery(publisher, "late", got);
            awaitDelivery(publisher, "a.b", got);
            awaitDelivery(publisher, "q", got);
            assertThat(publisher.getStatus()).isEqualTo(Connection.Status.CONNECTED);
            assertThat(publisher.getStatistics().getReconnects()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"routes,CLUSTER", "gateways,GATEWAY", "leafs,LEAF"})
    void aPortThatWasDrawnIsHadAgain(String kind, LinkPort port) throws Exception {
        Member member = start(
                "here",
                switch (port) {
                    case CLUSTER -> "cluster { name: C, listen: '127.0.0.1:-1' }";
                    case GATEWAY -> "gateway { name: G, listen: '127.0.0.1:-1' }";
                    case LEAF -> "leafnodes { listen: '127.0.0.1:-1' }";
                });
        InetSocketAddress drawn = Objects.requireNonNull(member.broker().address(port));
        failed(member, kind, port);
        Deadline.await("somebody listens there again", () -> {
            try (RawClient after = RawClient.open(drawn.getPort())) {
                String line = after.readLineOrEof();
                return line != null && line.startsWith("INFO ");
            } catch (UncheckedIOException notYet) {
                return false;
            }
        });
        assertThat(member.broker().address(port)).isEqualTo(drawn);
    }

    @ParameterizedTest
    @CsvSource({"hub", "leaf"})
    void leafLinksToo(String failing) throws Exception {
        int port = FreePort.next();
        Member hub = start("hub", "leafnodes { listen: '127.0.0.1:" + port + "' }");
        Member leaf = start("leaf", "leafnodes { remotes: [{ url: 'nats-leaf://127.0.0.1:" + port + "' }] }");
        try (Connection publisher = hub.connect();
                Connection subscriber = leaf.connect()) {
            ConcurrentLinkedQueue<Message> got = new ConcurrentLinkedQueue<>();
            Dispatcher dispatcher = subscriber.createDispatcher(got::add);
            dispatcher.subscribe("a.*");
            subscriber.flush(Duration.ofSeconds(10));
            awaitDelivery(publisher, "a.b", got);
            if (failing.equals("hub")) {
                failed(hub, "leafs", LinkPort.LEAF);
            } else {
                fail(leaf.broker(), "/user/links/leafs");
            }
            dispatcher.subscribe("late");
            awaitDelivery(publisher, "late", got);
            awaitDelivery(publisher, "a.b", got);
            assertThat(publisher.getStatistics().getReconnects()).isZero();
        }
    }
}
