package io.dialtone.embedded.streams;

import akka.Done;
import akka.NotUsed;
import akka.actor.Cancellable;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.CoordinatedShutdown;
import akka.actor.Scheduler;
import akka.actor.typed.ActorRef;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.dialtone.embedded.EmbeddedServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection of an Akka application to a server in the same JVM, without a socket.
 *
 * <pre>{@code
 * InProcessConnection nats = InProcessConnection.to(server, system).name("orders").user("orders", "secret").build();
 * nats.subscribe("orders.*").map(NatsMessage::text).runForeach(this::handle, system);
 * Source.from(events).runWith(nats.publishTo("events"), system);
 * }</pre>
 *
 * <p>It opens when it is first used, and anew when it is used after its end, so a stream that is restarted finds a server that was
 * restarted. Streams do not outlive the connection that they began on: when the server ends it they fail at once with a
 * {@link NatsException}, whatever waits for demand; when the program does, sources complete behind what waits.
 *
 * <p>As with any client, what the server sends comes in one order. A subscription with back-pressure whose stream wants nothing more
 * holds up all that comes behind on the same connection, answers to requests among it. Streams that should not wait for each other use
 * connections of their own, which cost next to nothing.
 *
 * <p>For any thread. What it returns completes on threads of the actor system.
 */
public final class InProcessConnection implements AutoCloseable {
    private static final CompletionStage<Done> DONE = CompletableFuture.completedStage(Done.getInstance());
    private static final Duration MANY = Duration.ofSeconds(30);

    private final EmbeddedServer server;
    private final ClassicActorSystemProvider system;
    private final Login login;
    private final Consumer<ConnectionEvent> listener;
    private final Executor executor;
    private final Scheduler scheduler;
    private final Cancellable atShutdown;
    private final Object opening = new Object();
    private volatile @Nullable OpenConnection open;
    private volatile boolean closed;

    InProcessConnection(
            EmbeddedServer server, ClassicActorSystemProvider system, Login login, Consumer<ConnectionEvent> listener) {
        this.server = server;
        this.system = system;
        this.login = login;
        this.listener = listener;
        this.executor = system.classicSystem().dispatcher()::execute;
        this.scheduler = system.classicSystem().scheduler();
        this.atShutdown = CoordinatedShutdown.get(system)
                .addCancellableTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "close " + login.name(), () -> {
                            close();
                            return DONE;
                        });
    }

    /**
     * A connection to measure.
     *
     * @param server runs by the time the connection is used
     * @param system in which the streams run
     */
    public static ConnectionBuilder to(EmbeddedServer server, ClassicActorSystemProvider system) {
        return new ConnectionBuilder(server, system);
    }

    // ---- its life

    /** Opens it, where it is not; completed when it is let in, failed with a {@link LoginRefusedException} when it is not. */
    public CompletionStage<Done> connect() {
        return shown(current().thenApply(its -> Done.getInstance()));
    }

    /** The connection there is, or a new one; completed on whichever thread. */
    private CompletableFuture<OpenConnection> current() {
        OpenConnection its = open;
        if (its != null && !its.isOver()) {
            return its.ready();
        }
        synchronized (opening) {
            its = open;
            if (closed) {
                return CompletableFuture.failedFuture(new ConnectionClosedException("closed by the program"));
            }
            if (its == null || its.isOver()) {
                its = begin();
            }
            return its.ready();
        }
    }

    private OpenConnection begin() {
        OpenConnection fresh = new OpenConnection(login, this::tell, this::later);
        String account = login.trustedAccount();
        try {
            if (account == null) {
                server.connect(fresh);
            } else {
                server.connect(fresh, account);
            }
            open = fresh;
        } catch (IllegalStateException e) {
            fresh.ended(String.valueOf(e.getMessage()));
        }
        return fresh;
    }

    private void tell(ConnectionEvent event) {
        executor.execute(() -> listener.accept(event));
    }

    private Runnable later(Duration delay, Runnable task) {
        Cancellable cancellable =
                scheduler.scheduleOnce(delay, task, system.classicSystem().dispatcher());
        return cancellable::cancel;
    }

    /** The same future for the program: its own code must not run on a thread of the server. */
    private <T> CompletionStage<T> shown(CompletionStage<T> inside) {
        CompletableFuture<T> shown = new CompletableFuture<>();
        inside.whenComplete((value, failure) -> executor.execute(() -> {
            if (failure == null) {
                shown.complete(value);
            } else {
                shown.completeExceptionally(Failures.cause(failure));
            }
        }));
        return shown;
    }

    /** Whether it is let in and not over. */
    public boolean isConnected() {
        OpenConnection its = open;
        return its != null && !its.isOver() && its.ready().isDone();
    }

    /** Whether the server retires and will close it soon. */
    public boolean isLameDuck() {
        OpenConnection its = open;
        return its != null && its.isLameDuck();
    }

    /** Completed when all that was published and subscribed before has taken effect. */
    public CompletionStage<Done> flush() {
        return shown(current().thenCompose(OpenConnection::flush));
    }

    /** Ends all subscriptions behind what they have got, then sends what is left, then closes. It cannot be used again. */
    public CompletionStage<Done> drain() {
        OpenConnection its = open;
        if (its == null || its.isOver()) {
            close();
            return DONE;
        }
        return shown(its.drainAll().thenCompose(drained -> its.flush()).whenComplete((done, failure) -> close()));
    }

    /** Closes it behind what was published; subscriptions complete. It cannot be used again. */
    @Override
    public void close() {
        OpenConnection its;
        synchronized (opening) {
            closed = true;
            its = open;
        }
        atShutdown.cancel();
        if (its != null) {
            its.close();
        }
    }

    // ---- publishing

    /** Publishes; see {@link #publish(NatsMessage)}. */
    public CompletionStage<Done> publish(String subject, ByteString data) {
        return publish(NatsMessage.of(subject, data));
    }

    /**
     * Publishes.
     *
     * @return completed when there is room for more, which is mostly at once; failed when it cannot be sent. That the server has it,
     *     {@link #flush} says
     */
    public CompletionStage<Done> publish(NatsMessage message) {
        OpenConnection its = open;
        if (its != null && its.ready().isDone() && !its.isOver()) {
            return publishOn(its, message);
        }
        return shown(current().thenCompose(fresh -> publishOn(fresh, message)));
    }

    private CompletionStage<Done> publishOn(OpenConnection its, NatsMessage message) {
        try {
            if (its.publish(message)) {
                return DONE;
            }
        } catch (NatsException | IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        CompletableFuture<Done> room = new CompletableFuture<>();
        its.whenRoom(() -> executor.execute(() -> room.complete(Done.getInstance())));
        return room;
    }

    /** Publishes a stream to one subject. Materializes to its end: completed when the server has all of it. */
    public Sink<ByteString, CompletionStage<Done>> publishTo(String subject) {
        Subjects.requireWord(subject, "subject");
        return Sink.fromGraph(
                new PublishSink<>(subject, data -> NatsMessage.of(subject, data), this::current, executor));
    }

    /** Publishes each message where it says. Materializes to its end: completed when the server has all of it. */
    public Sink<NatsMessage, CompletionStage<Done>> publisher() {
        return Sink.fromGraph(new PublishSink<>("", Function.identity(), this::current, executor));
    }

    // ---- subscribing

    /** What is published on a subject, with back-pressure. */
    public Source<NatsMessage, Subscription> subscribe(String subject) {
        return subscribe(SubscriptionSettings.of(subject));
    }

    /** The same as a member of a queue group. */
    public Source<NatsMessage, Subscription> subscribe(String subject, String queueGroup) {
        return subscribe(SubscriptionSettings.of(subject).withQueueGroup(queueGroup));
    }

    /** The same with a bound and a strategy of its own. */
    public Source<NatsMessage, Subscription> subscribe(SubscriptionSettings settings) {
        return Source.fromGraph(new SubscriptionSource(settings, this::current, executor));
    }

    // ---- asking

    /**
     * Asks.
     *
     * @return the answer; failed with a {@link NoRespondersException} when nobody answers there, with a
     *     {@link RequestTimeoutException} when nobody does in time
     */
    public CompletionStage<NatsMessage> request(NatsMessage message, Duration timeout) {
        return shown(current().thenCompose(its -> its.request(message, timeout)));
    }

    /**
     * Asks each message where it says; answers come in the order of the requests. The stream fails when a request does; see
     * {@link #request}.
     *
     * @param parallelism how many may wait for an answer at one time
     */
    public Flow<NatsMessage, NatsMessage, NotUsed> requests(int parallelism, Duration timeout) {
        return Flow.<NatsMessage>create()
                .mapAsync(parallelism, message -> current().thenCompose(its -> its.request(message, timeout)));
    }

    /** The same for requests of one subject. */
    public Flow<ByteString, NatsMessage, NotUsed> requestsTo(String subject, int parallelism, Duration timeout) {
        Subjects.requireWord(subject, "subject");
        return Flow.<ByteString>create()
                .map(data -> NatsMessage.of(subject, data))
                .via(requests(parallelism, timeout));
    }

    // ---- answering

    /**
     * Answers requests with a function. What fails is answered with the headers {@code Nats-Service-Error} and
     * {@code Nats-Service-Error-Code: 500} and no data; a message that wants no answer gets none.
     *
     * @param queueGroup of which each request goes to one member; empty for none
     * @param parallelism how many may be worked at at one time; more wait as in any subscription
     */
    public Subscription respond(
            String subject,
            String queueGroup,
            int parallelism,
            Function<NatsMessage, CompletionStage<NatsMessage>> answers) {
        Materializer materializer = SystemMaterializer.get(system).materializer();
        return subscribe(subject, queueGroup)
                .mapAsyncUnordered(parallelism, request -> Answering.answer(request, answers))
                .filter(answer -> !answer.subject().isEmpty())
                .to(publisher())
                .run(materializer);
    }

    /**
     * Answers requests with an actor. A request that it has not answered after 30 seconds is answered like a failure, so that others
     * have their turn.
     *
     * @see #respond(String, String, int, Function)
     */
    public Subscription respond(String subject, String queueGroup, int parallelism, ActorRef<NatsRequest> actor) {
        return respond(subject, queueGroup, parallelism, message -> {
            CompletableFuture<NatsMessage> answer = new CompletableFuture<>();
            Runnable cancel = later(
                    MANY, () -> answer.completeExceptionally(new RequestTimeoutException("the actor did not answer")));
            actor.tell(new NatsRequest(message, answer));
            return answer.whenComplete((done, failure) -> cancel.run());
        });
    }
}
