package io.dialtone.actors.system;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.LoopTimers;
import io.dialtone.streams.ServerPublisher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Speaks for the server in its system account: publishes what happens, at its times what the server does, and the answers to
 * what is asked. Owns the timers and the requests that wait. Made by the server, on an event loop, for that is where
 * publishing is done; stops with it.
 *
 * <p>Promise: nothing is written down that nobody would get, and requests are answered one after the other, in the order they
 * came.
 */
public final class SystemEvents extends AbstractBehavior<SystemEvents.Command> {
    /** What it is told. */
    public sealed interface Command {}

    record Connected(ClientInfo client) implements Command {}

    record LeafConnected(String account) implements Command {}

    record AccountChanged(String account, int connections) implements Command {}

    record Disconnected(ClientInfo client, Traffic traffic, String reason) implements Command {}

    record Refused(ClientInfo client, Traffic traffic, String reason, RefusalNotice notice) implements Command {}

    record ClusterChanged(String event, ClusterView.Member member) implements Command {}

    /** The server retires. */
    public enum LameDuck implements Command {
        INSTANCE
    }

    /**
     * The server ends; nothing is said after that.
     *
     * @param said completed when it is in the outboxes of those who listen
     */
    public record Shutdown(CompletableFuture<Void> said) implements Command {}

    private record Asked(SystemRequest request) implements Command {}

    private record Answered(SystemRequest request, Optional<SystemReply> reply) implements Command {}

    private record Statistics(byte @Nullable [] body) implements Command {}

    private enum StatisticsDue implements Command {
        INSTANCE
    }

    /** There is another server that was not there before: it is to hear of this one. */
    public enum ServerSeen implements Command {
        INSTANCE
    }

    private enum Broadcast implements Command {
        INSTANCE
    }

    private enum Heartbeat implements Command {
        INSTANCE
    }

    private record TimerDue(LoopTimers.Due<Command> due) implements Command {}

    /** Pauses before the first figures, then {@link #STATISTICS_PAUSE}: a new server is seen soon. */
    private static final List<Duration> FIRST_PAUSES = List.of(
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));

    private static final Duration STATISTICS_PAUSE = Duration.ofSeconds(10);
    private static final Duration BROADCAST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    /** An answer that takes longer is not waited for before the next one is begun. */
    private static final long PATIENCE_SECONDS = 5;

    /** Requests beyond are dropped: nobody waits for that many answers. */
    private static final int MOST_WAITING = 10_000;

    private static final String GLOBAL_ACCOUNT = "$G";
    private static final String REFUSED_IN_ACCOUNT = "$SYS.ACCOUNT.CLIENT.AUTH.ERR";
    private static final byte[] NONE = {};

    private final SystemHost host;
    private final LoopTimers<Command> timers;
    private final SystemJson json;
    private final Responder responder;
    private final SubjectSpace space;
    private final SystemInterest interest;
    private final String ownSubjects;

    private final ArrayDeque<SystemRequest> waiting = new ArrayDeque<>();
    /** Whether an answer is being written. */
    private boolean answering;
    /** Whether the figures of the server are on their way. */
    private boolean gathering;

    private int statisticsSent;
    private long lastStatistics = System.nanoTime() - BROADCAST_PAUSE.toNanos();
    /** When an account's connections were last told of, or would have been; only accounts that have some. */
    private final Map<String, Long> told = new HashMap<>();

    private boolean over;

    /** Publishes and answers for this server. */
    public static Behavior<Command> create(SystemHost host) {
        Behavior<Command> behavior = Behaviors.setup(context -> new SystemEvents(context, host));
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume());
    }

    /**
     * The subscriptions by which requests reach it.
     *
     * @param serverId the public key of the server
     * @param to the actor, as soon as there is one
     */
    public static List<Subscription> requests(String serverId, Consumer<Command> to) {
        return RequestListener.all(serverId, request -> to.accept(new Asked(request)));
    }

    private SystemEvents(ActorContext<Command> context, SystemHost host) {
        super(context);
        this.host = host;
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        this.json = new SystemJson(host);
        this.responder = new Responder(host, json);
        this.space = host.system().space();
        this.interest = new SystemInterest(space);
        this.ownSubjects = "$SYS.SERVER." + host.description().id() + ".";
        // Other accounts ask from the beginning, so the way back of the answers must be there.
        host.system().replies().listen();
        timers.start(StatisticsDue.INSTANCE, FIRST_PAUSES.get(0));
        timers.start(Heartbeat.INSTANCE, HEARTBEAT);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        if (over) {
            return this;
        }
        switch (command) {
            case AccountChanged a -> accountChanged(a.account(), a.connections());
            case Connected c -> connected(c.client());
            case LeafConnected l ->
                announce("$SYS.ACCOUNT." + l.account() + ".LEAFNODE.CONNECT", () -> json.leafConnected(l.account()));
            case Disconnected d -> disconnected(d);
            case Refused r -> refused(r);
            case ClusterChanged c ->
                announce(ownSubjects + "CLUSTER." + c.event(), () -> json.cluster(c.event(), c.member()));
            case Asked a -> asked(a.request());
            case Answered a -> answered(a);
            case Statistics s -> publish(s.body());
            case StatisticsDue ignored -> statisticsDue();
            case ServerSeen ignored -> broadcastSoon();
            case Broadcast ignored -> gatherStatistics();
            case Heartbeat ignored -> heartbeat();
            case TimerDue t -> {
                Command due = timers.taken(t.due());
                return due == null ? this : onCommand(due);
            }
            case LameDuck ignored -> announce(ownSubjects + "LAMEDUCK", json::server);
            case Shutdown s -> shutdown(s);
        }
        return this;
    }

    private void shutdown(Shutdown message) {
        announce(ownSubjects + "SHUTDOWN", json::server);
        over = true;
        timers.cancelAll();
        message.said().complete(null);
    }

    // ---- connections

    private void connected(ClientInfo client) {
        // How far away it is has not been measured yet, whatever has been guessed.
        ClientInfo shown = client.tagged(host.accountTag(client.account()), 0);
        announce("$SYS.ACCOUNT." + client.account() + ".CONNECT", () -> json.connected(shown));
    }

    private void disconnected(Disconnected d) {
        String account = d.client().account();
        ClientInfo shown =
                d.client().tagged(host.accountTag(account), d.client().rttNanos());
        announce("$SYS.ACCOUNT." + account + ".DISCONNECT", () -> json.disconnected(shown, d.traffic(), d.reason()));
    }

    private void refused(Refused r) {
        String account = r.client().account();
        ClientInfo shown =
                r.client().tagged(host.accountTag(account), r.client().rttNanos());
        announce(ownSubjects + "CLIENT.AUTH.ERR", () -> json.disconnected(shown, r.traffic(), r.reason()));
        RefusalNotice notice = r.notice();
        host.find(notice.account())
                .ifPresent(its -> announce(
                        its.space(),
                        REFUSED_IN_ACCOUNT,
                        () -> json.disconnected(shown.of(notice.account()), r.traffic(), notice.reason())));
    }

    /**
     * Says how many connections an account has.
     *
     * @param connections how many there were when it happened; below 0 for as many as there are
     */
    private void accountChanged(String account, int connections) {
        if (account.equals(GLOBAL_ACCOUNT)) {
            return;
        }
        told.put(account, System.nanoTime());
        if (connections == 1 && space.remote() != null) {
            askOthersAbout(account);
        }
        // The first is what servers have always read, the second what people are to read.
        List<String> subjects =
                List.of("$SYS.SERVER.ACCOUNT." + account + ".CONNS", "$SYS.ACCOUNT." + account + ".SERVER.CONNS");
        if (subjects.stream().anyMatch(subject -> SystemInterest.in(space, subject))) {
            AccountStats now = host.stats(account);
            List<byte[]> events =
                    json.connections(connections < 0 ? now : now.withConnections(connections), subjects.size());
            for (int i = 0; i < subjects.size(); i++) {
                byte[] event = events.get(i);
                announce(subjects.get(i), () -> event);
            }
        }
    }

    /** Other servers may have had connections of the account for long. */
    private void askOthersAbout(String account) {
        byte[] reply = ByteText.bytes(OtherServers.inbox(host.description().id()));
        byte[] subject = ByteText.bytes("$SYS.REQ.ACCOUNT." + account + ".CONNS");
        ServerPublisher.publish(space, subject, reply, NONE, json.question(account));
    }

    /**
     * Says again, for those who have come since, how many connections accounts have. Where nobody listens it looks as seldom
     * as it would speak, for this is the loop of the clients; and without lambdas, of which the first use, half a minute after the
     * start, would keep them waiting.
     */
    private void heartbeat() {
        boolean heard = interest.inEvents();
        timers.start(Heartbeat.INSTANCE, heard ? LOOK : HEARTBEAT);
        long now = System.nanoTime();
        Set<String> connected = new HashSet<>(host.connectedAccounts());
        told.keySet().retainAll(connected);
        for (String account : connected) {
            Long last = told.putIfAbsent(account, now);
            if (heard && last != null && now - last >= HEARTBEAT.toNanos()) {
                accountChanged(account, -1);
            }
        }
    }

    // ---- figures of the server

    private void statisticsDue() {
        statisticsSent++;
        Duration pause = statisticsSent < FIRST_PAUSES.size() ? FIRST_PAUSES.get(statisticsSent) : STATISTICS_PAUSE;
        timers.start(StatisticsDue.INSTANCE, pause);
        gatherStatistics();
    }

    private void gatherStatistics() {
        // One at a time: they are numbered when they are written down, and others want the numbers in order.
        if (!gathering && SystemInterest.in(space, ownSubjects + "STATSZ")) {
            gathering = true;
            lastStatistics = System.nanoTime();
            getContext().pipeToSelf(responder.statistics(), (body, failure) -> new Statistics(body));
        }
    }

    private void publish(byte @Nullable [] statistics) {
        gathering = false;
        if (statistics != null) {
            announce(ownSubjects + "STATSZ", () -> statistics);
        }
    }

    /** Figures for everybody, but not more often than each second. */
    private void broadcastSoon() {
        long since = System.nanoTime() - lastStatistics;
        if (since >= BROADCAST_PAUSE.toNanos()) {
            gatherStatistics();
        } else if (!timers.isRunning(Broadcast.INSTANCE)) {
            timers.start(Broadcast.INSTANCE, BROADCAST_PAUSE.minusNanos(since));
        }
    }

    // ---- requests

    private void asked(SystemRequest request) {
        if (!request.wantsReply()) {
            if (request.endpoint() == Endpoint.STATSZ) {
                broadcastSoon();
            }
            return;
        }
        if (waiting.size() < MOST_WAITING) {
            waiting.add(request);
            answerNext();
        } else {
            host.log().debug(() -> "System request for " + request.endpoint() + " dropped: too many are waiting");
        }
    }

    private void answerNext() {
        SystemRequest request = answering ? null : waiting.poll();
        if (request != null) {
            answering = true;
            CompletableFuture<Optional<SystemReply>> answer =
                    responder.respond(request).toCompletableFuture();
            getContext()
                    .pipeToSelf(
                            answer.completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS),
                            (reply, failure) -> new Answered(request, reply == null ? Optional.empty() : reply));
        }
    }

    private void answered(Answered answer) {
        answering = false;
        answer.reply()
                .ifPresent(reply ->
                        ServerPublisher.publish(space, answer.request().reply(), NONE, reply.headers(), reply.body()));
        answerNext();
    }

    // ---- publishing

    private void announce(String subject, Supplier<byte[]> body) {
        announce(space, subject, body);
    }

    private static void announce(SubjectSpace in, String subject, Supplier<byte[]> body) {
        if (SystemInterest.in(in, subject)) {
            ServerPublisher.publish(in, subject, NONE, body.get());
        }
    }
}
