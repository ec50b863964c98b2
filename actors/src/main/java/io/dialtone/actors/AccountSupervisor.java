package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.exchange.Exchange;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.exchange.ImportRules;
import io.dialtone.actors.exchange.ServiceRoute;
import io.dialtone.actors.exchange.StreamRoute;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.StickyQueueOptions;
import io.dialtone.routing.InvalidMappingException;
import io.dialtone.routing.SubjectMappings;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.EventLoops;
import io.dialtone.streams.GoQuote;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parent of all accounts, and the owner of what they are and share. Commands for an account that has no actor yet start
 * it, so an account can be named on any thread without waiting.
 */
final class AccountSupervisor extends AbstractBehavior<AccountSupervisor.Command> {
    sealed interface Command {}

    /** A command for an account, whose actor is made for the first one. */
    record ToAccount(String name, AtomicReference<Account> account, AccountActor.Command command) implements Command {}

    /**
     * Accounts to add, replace and let go.
     *
     * @param done completed, when all is in effect, with the ids of exporters that are not known
     */
    record Define(List<AccountDefinition> definitions, Set<String> gone, CompletableFuture<Set<String>> done)
            implements Command {}

    /** A shard has made changes that a definition asked for. */
    private record Settled(Definition definition) implements Command {}

    /** A definition that waits for shards. */
    private static final class Definition {
        private final CompletableFuture<Set<String>> done;
        private final Set<String> missing;
        private int awaited = 1;
        private @Nullable ActorRef<SubscriptionShard.Done> waiter;
        /** Whether connections have been told, whose subscriptions elsewhere are waited for, too. */
        private boolean tellsConnections;

        Definition(CompletableFuture<Set<String>> done, Set<String> missing) {
            this.done = done;
            this.missing = missing;
        }
    }

    private final ServerContext server;
    private final EventLoops loops;
    private final LoopRounds rounds;
    private final Exchange exchange;
    private final Map<String, ActorRef<AccountActor.Command>> children = new HashMap<>();
    /** The subscriptions by which imported services work, by importer. */
    private final Map<String, List<Subscription>> services = new HashMap<>();
    /** The rules for queue groups in force, by account that has some. */
    private final Map<String, List<StickyQueueOptions>> sticky = new HashMap<>();

    static Behavior<Command> create(ServerContext server, ImportRules.Activations activations) {
        // Nothing is forgotten when a definition fails: the others hold.
        return Behaviors.supervise(
                        Behaviors.<Command>setup(context -> new AccountSupervisor(context, server, activations)))
                .onFailure(SupervisorStrategy.resume());
    }

    private AccountSupervisor(
            ActorContext<Command> context, ServerContext server, ImportRules.Activations activations) {
        super(context);
        this.server = server;
        this.loops = server.loops();
        this.rounds = new LoopRounds(context.getSystem(), loops);
        this.exchange = new Exchange(activations);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(ToAccount.class, this::forward)
                .onMessage(Define.class, this::define)
                .onMessage(Settled.class, this::settled)
                .build();
    }

    private Behavior<Command> forward(ToAccount message) {
        children.computeIfAbsent(
                        message.name(),
                        name -> getContext()
                                .spawn(
                                        AccountActor.create(message.account(), loops),
                                        URLEncoder.encode(name, StandardCharsets.UTF_8)))
                .tell(message.command());
        return this;
    }

    private Behavior<Command> define(Define message) {
        try {
            apply(message);
        } catch (RuntimeException e) {
            message.done().completeExceptionally(e);
            throw e;
        }
        return this;
    }

    private void apply(Define message) {
        String cluster = server.options().cluster().name();
        for (AccountDefinition d : message.definitions()) {
            Account account = account(d.id());
            account.define(d, AccountMapper.of(usable(d), cluster));
            account.publishRate(server.publishRates().of(account));
        }
        Exchange.Outcome outcome = exchange.update(message.definitions(), message.gone());
        Set<String> missing = outcome.refusals().stream()
                .filter(Exchange.Refusal::isMissingAccount)
                .map(r -> r.taken().account())
                .collect(Collectors.toSet());
        outcome.refusals().forEach(this::report);
        Definition definition = new Definition(message.done(), missing);
        message.definitions().forEach(d -> stick(account(d.id()), d.stickyQueues(), definition));
        message.gone().forEach(id -> {
            Account account = account(id);
            stick(account, List.of(), definition);
            account.define(AccountDefinition.named(id), null);
            account.publishRate(server.publishRates().of(account));
            rebuild(account, definition);
        });
        outcome.judged().forEach(id -> {
            account(id).refusedImports(refused(outcome, id));
            rebuild(account(id), definition);
        });
        if (definition.tellsConnections) {
            ActorRef<Command> self = getContext().getSelf();
            var unused = rounds.passed().thenRun(() -> self.tell(new Settled(definition)));
        }
        settle(definition);
    }

    /** Other rules for queue groups come into effect. */
    private void stick(Account account, List<StickyQueueOptions> rules, Definition definition) {
        List<StickyQueueOptions> before =
                rules.isEmpty() ? sticky.remove(account.id()) : sticky.put(account.id(), rules);
        if (!rules.equals(before == null ? List.of() : before)) {
            definition.awaited +=
                    account.stick(StickyQueues.rules(rules, server.info().name()), waiter(definition));
        }
    }

    private static Set<Import> refused(Exchange.Outcome outcome, String importer) {
        return outcome.refusals().stream()
                .filter(refusal -> refusal.importer().equals(importer))
                .map(Exchange.Refusal::taken)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Claims may hold mappings that cannot be: those are left out, the others count. */
    private List<SubjectMappings.Mapping> usable(AccountDefinition definition) {
        List<SubjectMappings.Mapping> usable = new ArrayList<>();
        for (SubjectMappings.Mapping mapping : definition.mappings()) {
            try {
                SubjectMappings.check(mapping);
                usable.add(mapping);
            } catch (InvalidMappingException e) {
                server.log()
                        .error("Error adding mapping for " + GoQuote.quote(mapping.source()) + " to account ["
                                + definition.id() + "]: " + e.getMessage());
            }
        }
        return usable;
    }

    private Account account(String id) {
        return server.accounts().get(id);
    }

    /** Of claimed accounts, those who bring the claims hear no more than that the account is incomplete. */
    private void report(Exchange.Refusal refusal) {
        AccountDefinition importer = exchange.find(refusal.importer());
        if (importer != null && importer.claimed() != null) {
            server.log().debug(() -> text(refusal));
        } else {
            server.log().error(text(refusal));
        }
    }

    private static String text(Exchange.Refusal refusal) {
        return "Error adding "
                + (refusal.taken().kind() == ExchangeKind.STREAM ? "stream" : "service") + " import "
                + GoQuote.quote(refusal.taken().subject()) + " to account [" + refusal.importer() + "]: "
                + refusal.problem();
    }

    /** Puts an account's imports to work anew. */
    private void rebuild(Account account, Definition definition) {
        List<SubscriptionShard.Change> changes = new ArrayList<>();
        List<Subscription> before = services.getOrDefault(account.id(), List.of());
        before.forEach(s -> {
            s.close();
            changes.add(new SubscriptionShard.Change(s, false));
        });
        List<Subscription> now = new ArrayList<>();
        List<StreamRoute> streams = new ArrayList<>();
        for (Exchange.Share share : exchange.shares(account.id())) {
            Account exporter = account(share.taken().account());
            if (share.taken().kind() == ExchangeKind.STREAM) {
                streams.add(new StreamRoute(account, exporter, share));
            } else {
                exporter.replies().listen();
                now.add(new ServiceRoute(account, exporter, share, server.identity()).subscription());
            }
        }
        now.forEach(s -> changes.add(new SubscriptionShard.Change(s, true)));
        if (now.isEmpty()) {
            services.remove(account.id());
        } else {
            services.put(account.id(), now);
        }
        boolean streamsChange = !streams.isEmpty() || !account.streams().isEmpty();
        account.streams(streams);
        if (streamsChange) {
            List<ConnectionInfoCard> users = server.connections().of(account);
            users.forEach(card -> card.tell(Connection.ImportsChanged.INSTANCE));
            if (!users.isEmpty() && !definition.tellsConnections) {
                definition.tellsConnections = true;
                definition.awaited++;
            }
        }
        if (!changes.isEmpty()) {
            definition.awaited += account.apply(changes, waiter(definition));
        }
    }

    /** One for each definition, since what the shards say does not tell which they speak of. */
    private ActorRef<SubscriptionShard.Done> waiter(Definition definition) {
        ActorRef<SubscriptionShard.Done> known = definition.waiter;
        if (known == null) {
            ActorRef<Command> self = getContext().getSelf();
            known = getContext().spawnAnonymous(Behaviors.receiveMessage(done -> {
                self.tell(new Settled(definition));
                return Behaviors.same();
            }));
            definition.waiter = known;
        }
        return known;
    }

    private Behavior<Command> settled(Settled message) {
        settle(message.definition());
        return this;
    }

    private void settle(Definition definition) {
        if (--definition.awaited == 0) {
            ActorRef<SubscriptionShard.Done> waiter = definition.waiter;
            if (waiter != null) {
                getContext().stop(waiter);
            }
            definition.done.complete(definition.missing);
        }
    }
}
