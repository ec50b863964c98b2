package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.actors.exchange.Tenant;
import io.dialtone.actors.links.LeafView;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.system.AutomaticImports;
import io.dialtone.actors.system.OtherServers;
import io.dialtone.actors.system.ServerDescription;
import io.dialtone.actors.system.SystemEvents;
import io.dialtone.actors.system.SystemHost;
import io.dialtone.actors.system.UserDescription;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.Options;
import io.dialtone.conf.TrustOptions;
import io.dialtone.routing.Reach;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ServerLog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The system account of a server that has one: what it and all other accounts have below {@code $} from the beginning, and
 * what its events and answers are made from. Any thread.
 */
final class SystemAccount implements SystemHost {
    private static final String DEFAULT_NAME = "$SYS";

    private final ServerContext server;
    private final String name;
    private final AccountSnapshots snapshots;
    private final MonitorSource monitor;
    private final Executor executor;
    private final HostProcess process;
    private final List<Subscription> requests;
    private final List<Subscription> imports;
    private final SubjectIndex ownCommon;
    private final SubjectIndex othersCommon;
    private final OtherServers others;
    private volatile @Nullable ActorRef<SystemEvents.Command> events;

    SystemAccount(ServerContext server, String name, MonitorSource monitor, Executor executor, HostProcess process) {
        this.server = server;
        this.name = name;
        this.snapshots = new AccountSnapshots(server);
        this.monitor = monitor;
        this.executor = executor;
        this.process = process;
        this.imports = AutomaticImports.subscriptions(this::find, this::system, server::identity);
        this.requests = new ArrayList<>(SystemEvents.requests(server.info().id(), this::tell));
        this.requests.add(imports.get(imports.size() - 1));
        this.others = new OtherServers(
                server.info().id(), () -> tell(SystemEvents.ServerSeen.INSTANCE), this::countedElsewhere);
        if (server.watchers() != null) {
            this.requests.addAll(others.subscriptions());
            this.requests.add(OtherServers.latencies(
                    server.identity(),
                    part -> find(part.account()).ifPresent(its -> its.replies().measured(part))));
        }
        this.ownCommon = AutomaticImports.index(requests);
        this.othersCommon = AutomaticImports.index(imports);
    }

    /** The name of the system account that these options want; null when they want none. */
    static @Nullable String nameIn(Options options) {
        TrustOptions trust = options.trust();
        if (!trust.systemAccount().isEmpty()) {
            return trust.systemAccount();
        }
        return trust.noSystemAccount() ? null : DEFAULT_NAME;
    }

    String name() {
        return name;
    }

    /** Who publishes, once that is known. */
    void events(ActorRef<SystemEvents.Command> itsEvents) {
        events = itsEvents;
    }

    private void tell(SystemEvents.Command command) {
        ActorRef<SystemEvents.Command> to = events;
        if (to != null) {
            to.tell(command);
        }
    }

    // ---- what accounts have on other servers

    OtherServers others() {
        return others;
    }

    /** Another server has told what it has of an account: if that is too much with what is here, the newest here go. */
    private void countedElsewhere(String name) {
        Account account = server.accounts().find(name);
        if (account == null) {
            return;
        }
        // What is ending is listed longer than it is counted, so the list comes before the count that holds.
        if (surplus(account) > 0) {
            AccountConnections here = AccountConnections.of(server, account);
            here.endNewest(surplus(account));
        }
        if (surplusLeafs(account) > 0) {
            AccountConnections here = AccountConnections.of(server, account);
            here.endNewestLeafs(surplusLeafs(account));
        }
    }

    private long surplus(Account account) {
        long most = account.definition().limits().maxConnections();
        long here = account.totals().connections() + account.totals().leafs();
        return most < 0 ? 0 : here + others.clients(account.name()) - most;
    }

    private long surplusLeafs(Account account) {
        long most = account.definition().limits().maxLeafNodes();
        return most < 0 ? 0 : account.totals().leafs() + others.leafs(account.name()) - most;
    }

    // ---- what accounts have from the beginning

    /** What an account has below {@code $} without having subscribed to it. */
    SubjectIndex common(String account) {
        return account.equals(name) ? ownCommon : othersCommon;
    }

    /** The same as a list. */
    List<Subscription> commonSubscriptions(String account) {
        return account.equals(name) ? requests : imports;
    }

    /** What of that other servers hear of: the requests that the system account answers. */
    List<Subscription> announced(String account) {
        return account.equals(name)
                ? requests.stream()
                        .filter(s -> s.subscriber().reach() == Reach.EVERYWHERE)
                        .toList()
                : List.of();
    }

    /** What of that the other ends of leaf links hear of beside: services that every account imports. */
    List<Subscription> announcedToLeafs(String account) {
        return commonSubscriptions(account).stream()
                .filter(s -> s.subscriber().reach() == Reach.LEAF_LINKS)
                .toList();
    }

    /** An account with what it exports beside what it says itself: the system account does. */
    AccountDefinition completed(AccountDefinition definition) {
        if (!definition.id().equals(name)) {
            return definition;
        }
        List<Export> exports = new ArrayList<>(definition.exports());
        for (Export export : AutomaticImports.exports()) {
            boolean covered = definition.exports().stream()
                    .anyMatch(e ->
                            e.kind() == ExchangeKind.SERVICE && Subjects.isSubsetOf(export.subject(), e.subject()));
            if (!covered) {
                exports.add(export);
            }
        }
        return definition.withExports(exports);
    }

    // ---- what events and answers are made from

    @Override
    public MonitorSource monitor() {
        return monitor;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public ServerLog log() {
        return server.log();
    }

    @Override
    public ServerDescription description() {
        Options options = server.options();
        InfoMessage.Server info = server.info();
        String cluster = info.cluster();
        return new ServerDescription(
                info.name(),
                info.host(),
                info.id(),
                cluster == null ? "" : cluster,
                "",
                info.version(),
                options.traits().tags(),
                options.traits().metadata(),
                BrokerMonitor.featureFlags(options));
    }

    @Override
    public long nextSequence() {
        return server.nextEventSequence();
    }

    @Override
    public Account system() {
        return server.accounts().get(name);
    }

    @Override
    public Optional<Tenant> find(String account) {
        return Optional.ofNullable(server.accounts().find(account));
    }

    @Override
    public String accountTag(String account) {
        Account known = server.accounts().find(account);
        String tag = known == null ? "" : known.definition().name();
        return tag.isEmpty() ? account : tag;
    }

    @Override
    public Collection<String> connectedAccounts() {
        List<String> connected = new ArrayList<>();
        for (Account account : server.accounts().all()) {
            if (account.totals().connections() + account.totals().leafs() > 0) {
                connected.add(account.name());
            }
        }
        return connected;
    }

    @Override
    public int otherServers() {
        return others.servers();
    }

    @Override
    public AccountStats stats(String account) {
        return snapshots.stats(account);
    }

    @Override
    public UserDescription user(long cid) {
        ConnectionInfoCard card = server.connections().get(cid);
        Account account = card == null ? null : card.account();
        if (card == null || account == null) {
            return UserDescription.UNKNOWN;
        }
        UserIdentity user = card.identity();
        ClaimedUser claimed = card.claimed();
        return new UserDescription(
                card.user(),
                account.name(),
                accountTag(account.name()),
                claimed == null ? "" : claimed.nameTag(),
                user.permissions().options(),
                left(claimed));
    }

    /** How long a user may stay, in whole seconds; zero without an end. */
    private static Duration left(@Nullable ClaimedUser claimed) {
        Instant expires = claimed == null ? null : claimed.expires();
        Duration left = expires == null ? Duration.ZERO : Duration.between(Instant.now(), expires);
        return left.isNegative() ? Duration.ZERO : left.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public boolean kick(long cid) {
        for (LeafView leaf : server.leafs().leafs()) {
            if (leaf.cid() == cid) {
                leaf.close(CloseReason.KICKED, null);
                return true;
            }
        }
        return tell(cid, new Connection.Close(CloseReason.KICKED, null));
    }

    @Override
    public boolean sendAway(long cid) {
        return tell(cid, new Connection.EnterLameDuck());
    }

    private boolean tell(long cid, Connection.Command command) {
        ConnectionInfoCard card = server.connections().get(cid);
        if (card != null) {
            card.tell(command);
        }
        return card != null;
    }

    @Override
    public CompletionStage<Void> reload() {
        return process.reload();
    }

    @Override
    public List<String> commandLine() {
        return process.commandLine();
    }
}
