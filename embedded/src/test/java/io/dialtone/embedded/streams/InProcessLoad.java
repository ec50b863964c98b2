package io.dialtone.embedded.streams;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures connections without a socket against jnats over the loopback device, in turn, with the same server in the same JVM. Run as
 * a program; its argument is the number of rounds.
 */
final class InProcessLoad {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int MESSAGES = 500_000;
    private static final int REQUESTS = 10_000;
    private static final int MANY_REQUESTS = 100_000;

    private InProcessLoad() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "load");
        try (EmbeddedServer server = Dialtone.start();
                InProcessConnection publisher =
                        InProcessConnection.to(server, system).build();
                InProcessConnection subscriber =
                        InProcessConnection.to(server, system).build();
                Connection socketPublisher = Nats.connect(patient(server));
                Connection socketSubscriber = Nats.connect(patient(server))) {
            subscriber
                    .respond("echo", "", 64, CompletableFuture::completedFuture)
                    .ready()
                    .toCompletableFuture()
                    .join();
            Dispatcher echo =
                    socketSubscriber.createDispatcher(m -> socketSubscriber.publish(m.getReplyTo(), m.getData()));
            echo.subscribe("socket.echo");
            socketSubscriber.flush(LONG);
            for (int round = 1; round <= rounds; round++) {
                for (int size : new int[] {16, 128, 1024, 16 * 1024}) {
                    int count = size > 4096 ? MESSAGES / 10 : MESSAGES;
                    print(
                            round,
                            "messages/s of " + size,
                            streams(system, publisher, subscriber, size, count),
                            sockets(socketPublisher, socketSubscriber, size, count));
                }
                print(round, "request p50, us", asked(publisher), askedBySocket(socketPublisher));
                print(
                        round,
                        "requests/s, 64 at a time",
                        manyAsked(system, publisher),
                        manyAskedBySocket(socketPublisher));
            }
        } finally {
            system.terminate();
        }
    }

    private static Options patient(EmbeddedServer server) {
        return Options.builder()
                .server(server.clientUrl())
                .connectionTimeout(LONG)
                .build();
    }

    private static void print(int round, String what, double inside, double sockets) {
        System.out.printf(
                "%d %-24s in process %,12.1f   loopback %,12.1f   ratio %.2f%n",
                round, what, inside, sockets, inside / sockets);
    }

    private static double streams(
            ActorSystem<Void> system, InProcessConnection from, InProcessConnection to, int size, int count) {
        var running = to.subscribe("load")
                .take(count)
                .toMat(Sink.ignore(), Keep.both())
                .run(system);
        running.first().ready().toCompletableFuture().join();
        ByteString payload = ByteString.fromArray(new byte[size]);
        long before = System.nanoTime();
        CompletionStage<Done> sent = Source.repeat(payload).take(count).runWith(from.publishTo("load"), system);
        running.second().toCompletableFuture().join();
        sent.toCompletableFuture().join();
        return count * 1e9 / (System.nanoTime() - before);
    }

    private static double sockets(Connection from, Connection to, int size, int count) throws Exception {
        CountDownLatch arrived = new CountDownLatch(count);
        Dispatcher dispatcher = to.createDispatcher(m -> arrived.countDown());
        dispatcher.setPendingLimits(-1, -1);
        dispatcher.subscribe("socket.load");
        to.flush(LONG);
        byte[] payload = new byte[size];
        long before = System.nanoTime();
        for (int i = 0; i < count; i++) {
            from.publish("socket.load", payload);
        }
        arrived.await(LONG.toSeconds(), TimeUnit.SECONDS);
        double rate = count * 1e9 / (System.nanoTime() - before);
        to.closeDispatcher(dispatcher);
        return rate;
    }

    private static double asked(InProcessConnection nats) {
        NatsMessage request = NatsMessage.of("echo", "hello");
        long[] took = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long before = System.nanoTime();
            nats.request(request, LONG).toCompletableFuture().join();
            took[i] = System.nanoTime() - before;
        }
        return median(took);
    }

    private static double askedBySocket(Connection nats) throws Exception {
        byte[] hello = {'h', 'e', 'l', 'l', 'o'};
        long[] took = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long before = System.nanoTime();
            nats.request("socket.echo", hello, LONG);
            took[i] = System.nanoTime() - before;
        }
        return median(took);
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000.0;
    }

    private static double manyAsked(ActorSystem<Void> system, InProcessConnection nats) {
        long before = System.nanoTime();
        Source.repeat(ByteString.fromString("hello"))
                .take(MANY_REQUESTS)
                .via(nats.requestsTo("echo", 64, LONG))
                .runWith(Sink.ignore(), system)
                .toCompletableFuture()
                .join();
        return MANY_REQUESTS * 1e9 / (System.nanoTime() - before);
    }

    private static double manyAskedBySocket(Connection nats) {
        byte[] hello = {'h', 'e', 'l', 'l', 'o'};
        CompletableFuture<?>[] open = new CompletableFuture<?>[64];
        Arrays.fill(open, CompletableFuture.completedFuture(null));
        long before = System.nanoTime();
        for (int i = 0; i < MANY_REQUESTS; i++) {
            open[i % 64].join();
            open[i % 64] = nats.request("socket.echo", hello);
        }
        CompletableFuture.allOf(open).join();
        return MANY_REQUESTS * 1e9 / (System.nanoTime() - before);
    }
}
