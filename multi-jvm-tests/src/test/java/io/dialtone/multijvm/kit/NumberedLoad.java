package io.dialtone.multijvm.kit;

import io.dialtone.multijvm.kit.Clients.Place;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Steady traffic in which each message has a number, so that every one that is lost, repeated or out of order is known. Everybody has a
 * connection of their own.
 *
 * <pre>{@code
 * NumberedLoad load = NumberedLoad.over(world);
 * load.publish("p", world.node("A", 1), "orders.new", 200);
 * load.subscribe("s", world.node("A", 2), "orders.*");
 * load.awaitFlow();
 * ... trouble ...
 * LoadReport report = load.stop();
 * }</pre>
 */
public final class NumberedLoad implements AutoCloseable {

    /** A machine stands still for two seconds now and then. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(6);

    private static final Duration MEMBER_LIMIT = Duration.ofSeconds(20);

    private final Clients clients;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("load-", 0).factory());
    private final Map<String, NumberedPublisher> publishers = new LinkedHashMap<>();
    private final Map<String, Arrivals> receivers = new LinkedHashMap<>();
    private final Map<String, Requests> requesters = new LinkedHashMap<>();
    private final Map<String, Connection> responders = new LinkedHashMap<>();
    private final List<Thread> asking = new ArrayList<>();
    private volatile boolean stopping;
    private Place place = Place.FIXED;
    private String credentials = "";

    private NumberedLoad(Clients clients) {
        this.clients = clients;
    }

    public static NumberedLoad over(TestSupercluster world) {
        return new NumberedLoad(world.clients());
    }

    /** Those who are named after this go to any server when they lose theirs. */
    public NumberedLoad roaming() {
        place = Place.ROAMING;
        return this;
    }

    /** Those who are named after this say that they are this {@code user:password}. */
    public NumberedLoad as(String user) {
        credentials = user;
        return this;
    }

    public void publish(String name, Node node, String subject, int perSecond) {
        NumberedPublisher publisher = new NumberedPublisher(name, subject);
        // The library tells of events a little later: of the end of a connection, before another one is in use.
        publisher.use(connect(node, event -> {
            if (event == ConnectionListener.Events.DISCONNECTED || event == ConnectionListener.Events.RECONNECTED) {
                publisher.reconnected();
            }
        }));
        publishers.put(name, publisher);
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        clock.scheduleAtFixedRate(publisher::publish, 0, period, TimeUnit.NANOSECONDS);
    }

    public void subscribe(String name, Node node, String subject) {
        receive(new Arrivals(name, subject, false), node, "");
    }

    /** One more member of a queue group. */
    public void member(String group, Node node, String subject) {
        receive(receivers.getOrDefault(group, new Arrivals(group, subject, true)), node, group);
    }

    private void receive(Arrivals arrivals, Node node, String group) {
        receivers.put(arrivals.name(), arrivals);
        Connection connection = connect(node, event -> {
            if (event == ConnectionListener.Events.DISCONNECTED) {
                arrivals.disconnected();
            } else if (event == ConnectionListener.Events.RECONNECTED) {
                arrivals.reconnected();
            }
        });
        Dispatcher dispatcher =
                connection.createDispatcher(message -> arrivals.arrived(Numbered.of(message.getData())));
        if (group.isEmpty()) {
            dispatcher.subscribe(arrivals.subject());
        } else {
            dispatcher.subscribe(arrivals.subject(), group);
        }
        flush(connection);
    }

    /** Answers requests with its name, after some work, as a member of the queue group {@code workers}. */
    public void respond(String name, Node node, String subject, Duration work) {
        Connection connection = connect(node, event -> {});
        Dispatcher dispatcher = connection.createDispatcher(message -> answer(connection, message, name, work));
        dispatcher.subscribe(subject, "workers");
        flush(connection);
        responders.put(name, connection);
    }

    private static void answer(Connection connection, Message message, String name, Duration work) {
        if (!work.isZero()) {
            LockSupport.parkNanos(work.toNanos());
        }
        connection.publish(message.getReplyTo(), name.getBytes(StandardCharsets.US_ASCII));
    }

    /** Drains a responder and waits until it is closed. */
    public void drain(String responder) {
        try {
            boolean drained =
                    responders.get(responder).drain(Deadline.LIMIT).get(Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!drained) {
                throw new AssertionError(responder + " was not drained");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("draining " + responder, e);
        }
    }

    /** Asks all the time, one request after the other. */
    public void request(String name, Node node, String subject) {
        Requests requests = new Requests(name);
        requesters.put(name, requests);
        Connection connection = connect(node, event -> {});
        asking.add(Thread.ofVirtual().name(name).start(() -> askOn(connection, subject, requests)));
    }

    private void askOn(Connection connection, String subject, Requests requests) {
        AtomicInteger number = new AtomicInteger();
        while (!stopping) {
            long askedAt = System.nanoTime();
            try {
                byte[] body = Integer.toString(number.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
                Message answer = connection.request(subject, body, REQUEST_TIMEOUT);
                record(requests, answer, number.get(), askedAt);
            } catch (InterruptedException e) {
                return;
            } catch (IllegalStateException notConnected) {
                requests.failed(number + ": " + notConnected.getMessage());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static void record(Requests requests, Message answer, int number, long askedAt) {
        if (answer == null) {
            requests.failed(number + ": no answer");
        } else if (answer.isStatusMessage()) {
            requests.failed(number + ": " + answer.getStatus());
        } else {
            requests.answered(new String(answer.getData(), StandardCharsets.US_ASCII), askedAt);
        }
    }

    /** Who answered this requester's latest request. */
    public String lastResponder(String requester) {
        return requesters.get(requester).lastResponder();
    }

    /** How many of this requester's requests were not answered so far. */
    public int unanswered(String requester) {
        return requesters.get(requester).failures().size();
    }

    /**
     * Waits until these subscriptions, groups and requesters, or all when none is named, have got something that was sent after now, from
     * everybody whose subject they want.
     */
    public void awaitFlow(String... names) {
        long now = System.nanoTime();
        Set<String> chosen = Set.of(names);
        Deadline.awaitNothingMissing("messages flow", () -> {
            List<String> missing = new ArrayList<>();
            for (Arrivals receiver : receivers.values()) {
                if (chosen.isEmpty() || chosen.contains(receiver.name())) {
                    senders(receiver)
                            .filter(publisher -> !receiver.hasFrom(publisher.name(), now))
                            .forEach(publisher -> missing.add(receiver.name() + " from " + publisher.name()));
                }
            }
            requesters.forEach((name, requests) -> {
                if ((chosen.isEmpty() || chosen.contains(name)) && !requests.hasAnswerTo(now)) {
                    missing.add("an answer to " + name);
                }
            });
            return String.join(", ", missing);
        });
    }

    /**
     * A publisher at each of these nodes and, at each, a subscription of its own for each of the others: {@code A-1 from A-2} and so on.
     */
    public NumberedLoad mesh(Collection<Node> nodes, int perSecond) {
        for (Node from : nodes) {
            publish(from.name(), from, "news." + from.name(), perSecond);
            nodes.stream()
                    .filter(at -> at != from)
                    .forEach(at -> subscribe(at.name() + " from " + from.name(), at, "news." + from.name()));
        }
        awaitFlow();
        return this;
    }

    /** The subscriptions of {@link #mesh} whose both ends are among these. */
    public static String[] among(Collection<Node> nodes) {
        return nodes.stream()
                .flatMap(
                        at -> nodes.stream().filter(from -> from != at).map(from -> at.name() + " from " + from.name()))
                .toArray(String[]::new);
    }

    /** Waits until a subscription or a group has got so many messages more. */
    public void awaitMore(String receiver, int count) {
        Arrivals arrivals = receivers.get(receiver);
        int enough = arrivals.count() + count;
        Deadline.awaitNothingMissing(
                "messages flow", () -> arrivals.count() >= enough ? "" : receiver + " has got " + arrivals.count());
    }

    /** Whether a subscription or a group has got something that was sent after that moment, a nano time. */
    public boolean hasGot(String receiver, long sentAfter) {
        Arrivals arrivals = receivers.get(receiver);
        return senders(arrivals).anyMatch(publisher -> arrivals.hasFrom(publisher.name(), sentAfter));
    }

    private Stream<NumberedPublisher> senders(Arrivals receiver) {
        return publishers.values().stream()
                .filter(publisher -> Subjects.matches(receiver.subject(), publisher.subject()));
    }

    /** Ends the publishers and the requesters, lets what is on its way arrive, prints and returns what came of it. */
    public LoadReport stop() {
        stopPublishing();
        for (Arrivals receiver : receivers.values()) {
            senders(receiver).forEach(publisher -> publisher.awaitLast(receiver));
        }
        awaitMembers();
        LoadReport report = new LoadReport(receivers, requesters);
        System.out.println(report);
        return report;
    }

    /** The last message of a publisher says nothing about what the other members of a group have yet to get. */
    private void awaitMembers() {
        long giveUp = System.nanoTime() + MEMBER_LIMIT.toNanos();
        while (receivers.values().stream().anyMatch(Arrivals::mayStillGet) && System.nanoTime() - giveUp < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void stopPublishing() {
        stopping = true;
        clock.shutdown();
        try {
            if (!clock.awaitTermination(Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("a publisher is stuck");
            }
            for (Thread thread : asking) {
                thread.join(Deadline.LIMIT);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Connection connect(Node node, Consumer<ConnectionListener.Events> onEvent) {
        return clients.connect(node, place, credentials, (connection, event) -> onEvent.accept(event));
    }

    private static void flush(Connection connection) {
        try {
            connection.flush(Deadline.LIMIT);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        clock.shutdownNow();
        asking.forEach(Thread::interrupt);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
