package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.stream.Materializer;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.exchange.ConfiguredAccounts;
import io.dialtone.accounts.exchange.ImportRules;
import io.dialtone.actors.claims.ClaimsKeeper;
import io.dialtone.actors.claims.OperatorMode;
import io.dialtone.actors.links.LinkBridge;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.system.AuthenticationAudit;
import io.dialtone.actors.system.SystemEvents;
import io.dialtone.actors.system.SystemNews;
import io.dialtone.conf.Options;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionFlow;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The guardian of one broker: owns its options, its listeners and its end. Made by {@link Broker}; stops when the broker
 * has shut down, and the actor system with it.
 */
final class Server extends AbstractBehavior<Server.Command> {
    sealed interface Command {}

    /** New options hold from now on. */
    record Reload(ServerContext.State state, CompletableFuture<Integer> closed) implements Command {}

    /** No more new clients; those there are go one by one. */
    enum LameDuck implements Command {
        INSTANCE
    }

    /** The end, at once. */
    enum Shutdown implements Command {
        INSTANCE
    }

    /** Somebody in this process wants to be a client. */
    record Inside(InProcessClient client) implements Command {}

    /** The listener has closed its socket. */
    enum ListenerStopped implements Command {
        INSTANCE
    }

    /** What the configuration says of accounts is in effect: clients may come. */
    private enum AccountsDefined implements Command {
        INSTANCE
    }

    /** Other servers can connect; or a port cannot be had. */
    private record Linked(@Nullable Throwable failure) implements Command {}

    /** The same after a reload. */
    private record AccountsRedefined(Reload reload) implements Command {}

    private enum GraceOver implements Command {
        INSTANCE
    }

    private record CloseNext(List<ConnectionInfoCard> left, long pauseNanos) implements Command {}

    /** The system account has heard that the server ends. */
    private enum LastWordsSaid implements Command {
        INSTANCE
    }

    private enum AwaitConnections implements Command {
        INSTANCE
    }

    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final int MOST_LOOKS = 200;

    private final ServerContext server;
    private final ServerSocketChannel socket;
    /** Null where there is no port for them. */
    private final @Nullable ServerSocketChannel webSockets;

    private final CompletableFuture<ServerContext> started;
    private final @Nullable ActorRef<SystemEvents.Command> events;
    /** Null where there are no other servers. */
    private final @Nullable ActorRef<LinkCommand> links;

    private final AuthenticationAudit audit;
    private final LoopRounds rounds;

    /** Of clients, and of WebSockets where there is such a port. */
    private final List<ActorRef<Listener.Command>> listeners = new ArrayList<>();
    /** Null where accounts are what the configuration says. */
    private @Nullable ActorRef<ClaimsKeeper.Command> claims;

    /** Completed when all links have ended. */
    private final CompletableFuture<@Nullable Void> unlinked = new CompletableFuture<>();

    private boolean lameDuck;
    private boolean shuttingDown;
    private int looks;

    static Behavior<Command> create(
            ServerContext server,
            ServerSocketChannel socket,
            @Nullable ServerSocketChannel webSockets,
            CompletableFuture<ServerContext> started,
            HostProcess process,
            @Nullable LinkBridge links) {
        return Behaviors.setup(context -> new Server(context, server, socket, webSockets, started, process, links));
    }

    private Server(
            ActorContext<Command> context,
            ServerContext server,
            ServerSocketChannel socket,
            @Nullable ServerSocketChannel webSockets,
            CompletableFuture<ServerContext> started,
            HostProcess process,
            @Nullable LinkBridge links) {
        super(context);
        this.webSockets = webSockets;
        this.server = server;
        this.socket = socket;
        this.started = started;
        this.audit = process.audit();
        this.rounds = new LoopRounds(context.getSystem(), server.loops());
        server.news(server.news().audited(audit));
        OperatorMode operators = server.operators();
        ImportRules.Activations activations =
                operators == null ? ImportRules.Activations.NONE : operators.activations();
        ActorRef<AccountSupervisor.Command> supervisor =
                context.spawn(AccountSupervisor.create(server, activations), "accounts");
        MonitorSource monitor = new BrokerMonitor(server, context.getSystem());
        SystemAccount system = systemAccount(monitor, process);
        server.complete(
                new Accounts(supervisor::tell, system, server.watchers()),
                new ConnectionFlow(
                        Materializer.matFromSystem(context.getSystem()), server.loops(), server::live, server.log()),
                monitor);
        this.events = system == null ? null : speakThrough(system);
        this.links = links == null || server.watchers() == null
                ? null
                : context.spawn(links.create(new BrokerLinkHost(server)), "links");
        CompletionStage<Void> defined = server.accounts().define(definitions(server.options()), Set.of());
        CompletionStage<Void> kept = operators == null ? defined : keepClaims(operators);
        context.pipeToSelf(
                operators == null ? defined : defined.thenCompose(done -> kept),
                (done, failure) -> AccountsDefined.INSTANCE);
    }

    /** Accounts come from claims: completed when they can. */
    private CompletionStage<Void> keepClaims(OperatorMode operators) {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        // What an import needs is put to work by the keeper itself.
        server.accounts()
                .source(id -> operators.account(id).<@Nullable AccountDefinition>handle((account, failure) -> null));
        claims = getContext()
                .spawn(
                        ClaimsKeeper.create(operators, new ClaimsBridge(server, rounds), ready),
                        "claims",
                        DispatcherSelector.fromConfig(server.loops().dispatcher(0)));
        return ready;
    }

    private @Nullable SystemAccount systemAccount(MonitorSource monitor, HostProcess process) {
        String name = SystemAccount.nameIn(server.options());
        if (name == null) {
            return null;
        }
        Executor executor = getContext().getExecutionContext()::execute;
        SystemAccount system = new SystemAccount(server, name, monitor, executor, process);
        server.system(system);
        return system;
    }

    private ActorRef<SystemEvents.Command> speakThrough(SystemAccount system) {
        ActorRef<SystemEvents.Command> voice = getContext()
                .spawn(
                        SystemEvents.create(system),
                        "system",
                        DispatcherSelector.fromConfig(server.loops().dispatcher(0)));
        system.events(voice);
        server.news(SystemNews.to(system.system().space(), voice).audited(audit));
        return voice;
    }

    /** The accounts of a configuration, with the system account, which it need not name unless it is claimed. */
    private List<AccountDefinition> definitions(Options options) {
        List<AccountDefinition> definitions = new ArrayList<>(ConfiguredAccounts.of(options));
        String system = SystemAccount.nameIn(options);
        if (system != null
                && (server.operators() == null
                        || options.trust().systemAccount().isEmpty())
                && definitions.stream().noneMatch(d -> d.id().equals(system))) {
            definitions.add(AccountDefinition.named(system));
        }
        return definitions;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Reload.class, this::reload)
                .onMessageEquals(AccountsDefined.INSTANCE, this::link)
                .onMessage(Linked.class, this::linked)
                .onMessage(AccountsRedefined.class, redefined -> reloaded(redefined.reload()))
                .onMessage(Inside.class, this::inside)
                .onMessageEquals(LameDuck.INSTANCE, this::lameDuck)
                .onMessageEquals(GraceOver.INSTANCE, this::graceOver)
                .onMessage(CloseNext.class, this::closeNext)
                .onMessageEquals(Shutdown.INSTANCE, this::shutdown)
                .onMessageEquals(ListenerStopped.INSTANCE, () -> this)
                .onMessageEquals(LastWordsSaid.INSTANCE, this::closeAll)
                .onMessageEquals(AwaitConnections.INSTANCE, this::awaitConnections)
                .build();
    }

    /** Accounts are there: other servers may connect, then clients. */
    private Behavior<Command> link() {
        ActorRef<LinkCommand> bridge = links;
        if (bridge == null) {
            return open();
        }
        CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
        bridge.tell(new LinkCommand.Start(ready));
        getContext().pipeToSelf(ready, (done, failure) -> new Linked(failure));
        return this;
    }

    private Behavior<Command> linked(Linked message) {
        Throwable failure = message.failure();
        if (failure == null) {
            return open();
        }
        started.completeExceptionally(failure);
        return Behaviors.stopped();
    }

    private Behavior<Command> open() {
        if (!shuttingDown) {
            listen(Listener.create(server, socket), "clients");
            if (webSockets != null) {
                listen(Listener.ofWebSockets(server, webSockets), "websockets");
            }
            started.complete(server);
        }
        return this;
    }

    private Behavior<Command> inside(Inside message) {
        if (listeners.isEmpty() || lameDuck || shuttingDown) {
            message.client().peer().ended(CloseReason.SERVER_SHUTDOWN.text());
        } else {
            listeners.getFirst().tell(new Listener.Inside(message.client()));
        }
        return this;
    }

    private void listen(Behavior<Listener.Command> listener, String name) {
        listeners.add(getContext()
                .spawn(
                        listener,
                        name,
                        DispatcherSelector.fromConfig(server.loops().dispatcher(0))));
    }

    private void stopListening() {
        listeners.forEach(open -> open.tell(new Listener.Stop(getContext().getSelf())));
    }

    // ---- reload

    private Behavior<Command> reload(Reload message) {
        Set<String> gone = new HashSet<>();
        Options before = server.options();
        server.options().accounts().forEach(account -> gone.add(account.name()));
        server.replace(message.state());
        message.state().warn(server.log());
        List<AccountDefinition> accounts = definitions(server.options());
        accounts.forEach(account -> gone.remove(account.id()));
        getContext()
                .pipeToSelf(
                        server.accounts()
                                .define(accounts, gone)
                                .thenRun(() -> server.publishRates().reload(server.options()))
                                .thenCompose(done -> reloadClaims(message))
                                .thenCompose(done -> reloadLinks(before)),
                        (done, failure) -> new AccountsRedefined(message));
        return this;
    }

    private CompletionStage<Void> reloadClaims(Reload message) {
        ActorRef<ClaimsKeeper.Command> keeper = claims;
        if (keeper == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        keeper.tell(new ClaimsKeeper.Reload(
                message.state().options().trust(), message.state().resolverTls(), done));
        return done.exceptionally(failure -> {
            server.log().error("Reloading the account resolver failed: " + failure.getMessage());
            return null;
        });
    }

    private CompletionStage<@Nullable Void> reloadLinks(Options before) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        if (links == null) {
            done.complete(null);
        } else {
            links.tell(new LinkCommand.Reload(before, server.options(), done));
        }
        return done;
    }

    private Behavior<Command> reloaded(Reload message) {
        Options options = message.state().options();
        server.log()
                .levels(
                        options.logging().debug(),
                        options.logging().trace(),
                        options.logging().traceVerbose());
        List<ConnectionInfoCard> open = server.connections().open();
        int surplus = open.size() - options.limits().maxConnections();
        if (surplus > 0) {
            Collections.shuffle(open, ThreadLocalRandom.current());
            for (ConnectionInfoCard card : open.subList(0, surplus)) {
                card.tell(new Connection.Close(CloseReason.MAX_CONNECTIONS, "maximum connections exceeded"));
            }
            open = open.subList(surplus, open.size());
            server.log().notice("Closed " + surplus + " connections to fall within max_connections");
        }
        // The newest are the first to be too many for their account.
        open.sort(Comparator.comparingLong(ConnectionInfoCard::cid).reversed());
        for (ConnectionInfoCard card : open) {
            card.tell(new Connection.Recheck(message.state().gatekeeper()));
        }
        // Whoever hears that it is done finds that everybody goes by it.
        var unused = rounds.passed().thenRun(() -> message.closed().complete(Math.max(0, surplus)));
        return this;
    }

    // ---- lame duck

    private Behavior<Command> lameDuck() {
        if (lameDuck || shuttingDown) {
            return this;
        }
        lameDuck = true;
        server.enterLameDuck();
        server.log().notice("Entering lame duck mode, stop accepting new clients");
        stopListening();
        if (events != null) {
            events.tell(SystemEvents.LameDuck.INSTANCE);
        }
        if (links != null) {
            links.tell(LinkCommand.LameDuck.INSTANCE);
        }
        List<ConnectionInfoCard> open = server.connections().open();
        if (open.isEmpty()) {
            return shutdown();
        }
        open.forEach(card -> card.tell(new Connection.EnterLameDuck()));
        later(server.options().lameDuck().gracePeriod(), GraceOver.INSTANCE);
        return this;
    }

    private Behavior<Command> graceOver() {
        if (shuttingDown) {
            return this;
        }
        server.log().notice("Closing existing clients");
        List<ConnectionInfoCard> open = new ArrayList<>(server.connections().open());
        Duration spread = server.options()
                .lameDuck()
                .duration()
                .minus(server.options().lameDuck().gracePeriod());
        long second = Duration.ofSeconds(1).toNanos();
        long pause = spread.isNegative() || spread.isZero() || open.isEmpty()
                ? second
                : Math.min(second, spread.toNanos() / open.size());
        return closeNext(new CloseNext(open, pause));
    }

    /** Closes one after the other, with pauses between half and all of the interval so that they do not come back together. */
    private Behavior<Command> closeNext(CloseNext message) {
        if (shuttingDown) {
            return this;
        }
        List<ConnectionInfoCard> left = message.left();
        long pause = message.pauseNanos();
        int now = pause >= 1_000_000 ? 1 : (int) Math.max(1, 1_000_000 / Math.max(1, pause));
        for (int i = 0; i < now && !left.isEmpty(); i++) {
            left.remove(left.size() - 1).tell(new Connection.Close(CloseReason.SERVER_SHUTDOWN, null));
        }
        if (left.isEmpty()) {
            return shutdown();
        }
        long wait = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        later(Duration.ofNanos(Math.max(wait, 1_000_000)), message);
        return this;
    }

    // ---- the end

    private Behavior<Command> shutdown() {
        if (shuttingDown) {
            return this;
        }
        shuttingDown = true;
        server.log().notice("Initiating Shutdown...");
        server.enterShutdown();
        stopListening();
        if (events == null) {
            return closeAll();
        }
        CompletableFuture<Void> said = new CompletableFuture<>();
        events.tell(new SystemEvents.Shutdown(said));
        getContext()
                .pipeToSelf(
                        said.completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS),
                        (done, failure) -> LastWordsSaid.INSTANCE);
        return this;
    }

    private Behavior<Command> closeAll() {
        if (links == null) {
            unlinked.complete(null);
        } else {
            links.tell(new LinkCommand.Stop(unlinked));
        }
        server.connections().open().forEach(card -> card.tell(new Connection.Close(CloseReason.SERVER_SHUTDOWN, null)));
        return awaitConnections();
    }

    /** Waits until links are closed and the connections have written what they had, but not for those whose peers do not read. */
    private Behavior<Command> awaitConnections() {
        if (server.connections().size() == 0 && unlinked.isDone() || ++looks > MOST_LOOKS) {
            server.log().notice("Server Exiting..");
            return Behaviors.stopped();
        }
        later(LOOK_AGAIN, AwaitConnections.INSTANCE);
        return this;
    }

    private void later(Duration delay, Command command) {
        getContext().scheduleOnce(delay, getContext().getSelf(), command);
    }
}
