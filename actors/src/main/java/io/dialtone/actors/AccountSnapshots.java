package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.actors.links.LeafView;
import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.Pauses;
import io.dialtone.actors.monitor.SublistStats;
import io.dialtone.actors.monitor.SubscriptionDetail;
import io.dialtone.actors.monitor.SubscriptionPage;
import io.dialtone.actors.monitor.SubscriptionQuery;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.actors.system.AutomaticImports;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.LinkTraffic;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accounts as monitoring shows them. Any thread.
 *
 * <p>Match caches belong to connections here, so those of an account are the sum of its connections'. How many
 * subscriptions a cached result has is not counted: the fan-out figures are 0.
 */
final class AccountSnapshots {
    /** With more connections than these, figures of single accounts may be a second old. */
    private static final int MANY = 1000;

    private static final long FRESH_NANOS = 1_000_000_000;

    private final ServerContext server;
    private volatile Sums lastSums = new Sums(0, Map.of());

    /** What was used by account, and when that was so by the nano clock. */
    private record Sums(long at, Map<String, Sum> byAccount) {}

    /** What live and ended connections of an account have used, and what the caches of the live ones hold. */
    private record Sum(Usage usage, long cached) {
        static final Sum NONE = new Sum(Usage.NONE, 0);

        Sum plus(ConnectionInfoCard card) {
            return new Sum(
                    usage.plus(card.unsettled()), cached + card.counters().cacheEntries());
        }
    }

    AccountSnapshots(ServerContext server) {
        this.server = server;
    }

    /** The name of the system account, null when there is none. */
    @Nullable
    String systemAccount() {
        SystemAccount system = server.system();
        return system == null ? null : system.name();
    }

    /** Those that the configuration names, and those that still have connections. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        names.add(Account.GLOBAL);
        String system = systemAccount();
        if (system != null) {
            names.add(system);
        }
        server.options().accounts().forEach(a -> names.add(a.name()));
        for (Account account : server.accounts().all()) {
            if (account.totals().connections() + account.totals().leafs() > 0
                    || account.definition().claimed() != null) {
                names.add(account.name());
            }
        }
        return names;
    }

    // ---- figures

    /** What was used, by account name; accounts that never had a connection may be missing. */
    private Map<String, Sum> sums() {
        return server.connections().consistently(() -> {
            Map<String, Sum> sums = new HashMap<>();
            for (Account account : server.accounts().all()) {
                sums.put(account.name(), new Sum(account.totals().usage(), 0));
            }
            for (ConnectionInfoCard card : server.connections().open()) {
                Account account = card.account();
                if (account != null) {
                    sums.merge(account.name(), Sum.NONE.plus(card), (sum, ignored) -> sum.plus(card));
                }
            }
            return sums;
        });
    }

    /** Subscriptions that an account has from the beginning, which no index of its own holds. */
    private List<Subscription> common(String account) {
        SystemAccount system = server.system();
        return system == null ? List.of() : system.commonSubscriptions(account);
    }

    /** Subscriptions of an account, those of the server included. */
    long subscriptionCount(Account account) {
        return account.space().size() + common(account.name()).size() - idle(account);
    }

    /** An account that exports services listens for answers before there are any; that is nobody's to know. */
    private static int idle(Account account) {
        return account.replies().isIdle() ? 1 : 0;
    }

    private SublistStats sublist(@Nullable Account account, Sum sum) {
        if (account == null) {
            return SublistStats.NONE;
        }
        long inserts = (long) common(account.name()).size() - idle(account);
        long removes = 0;
        for (int i = 0; i < SubjectSpace.sliceCount(); i++) {
            SubjectIndex slice = account.space().slice(i);
            // Removes first, so that there is never one more of them.
            removes += slice.removes();
            inserts += slice.inserts();
        }
        return new SublistStats(
                inserts - removes,
                sum.cached(),
                inserts,
                removes,
                sum.usage().matches(),
                sum.usage().cacheHits(),
                0,
                0);
    }

    /** Figures of every account, or of those with a connection. */
    List<AccountStats> stats(boolean includeUnused) {
        Map<String, Sum> sums = sums();
        List<AccountStats> stats = new ArrayList<>();
        for (String name : names()) {
            Account account = server.accounts().find(name);
            int connections = account == null ? 0 : (int) account.totals().connections();
            boolean used =
                    connections > 0 || account != null && account.totals().leafs() > 0;
            if (includeUnused || used) {
                stats.add(stats(name, account, connections, sums.getOrDefault(name, Sum.NONE)));
            }
        }
        return stats;
    }

    /** Figures of one account; all are 0 when it is not known. */
    AccountStats stats(String name) {
        Account account = server.accounts().find(name);
        int connections = account == null ? 0 : (int) account.totals().connections();
        return stats(name, account, connections, account == null ? Sum.NONE : sum(account));
    }

    private Sum sum(Account account) {
        if (server.connections().size() > MANY) {
            Sums last = lastSums;
            if (System.nanoTime() - last.at > FRESH_NANOS || last.byAccount.isEmpty()) {
                last = new Sums(System.nanoTime(), sums());
                lastSums = last;
            }
            return last.byAccount.getOrDefault(account.name(), Sum.NONE);
        }
        return server.connections().consistently(() -> {
            Sum sum = new Sum(account.totals().usage(), 0);
            for (ConnectionInfoCard card : server.connections().of(account)) {
                sum = sum.plus(card);
            }
            return sum;
        });
    }

    private AccountStats stats(String name, @Nullable Account account, int connections, Sum sum) {
        Traffic traffic = sum.usage().traffic();
        int leafs = account == null ? 0 : (int) account.totals().leafs();
        Traffic overLeafs = account == null ? Traffic.NONE : overLeafs(account);
        return new AccountStats(
                name,
                account == null ? name : account.definition().name(),
                connections,
                leafs,
                connections + leafs,
                account == null ? 0 : subscriptionCount(account),
                data(
                        Traffic::outMsgs,
                        Traffic::outBytes,
                        traffic,
                        over(account, LinkKind.GATEWAY),
                        over(account, LinkKind.ROUTE),
                        overLeafs),
                data(
                        Traffic::inMsgs,
                        Traffic::inBytes,
                        traffic,
                        over(account, LinkKind.GATEWAY),
                        over(account, LinkKind.ROUTE),
                        overLeafs),
                account == null ? 0 : account.totals().slowConsumers(),
                account == null ? Pauses.NONE : account.totals().shownPauses());
    }

    /** What went over leaf links of the account, those that have ended included. */
    private Traffic overLeafs(Account account) {
        Usage sum = account.totals().leafUsage();
        for (LeafView leaf : server.leafs().leafs()) {
            if (leaf.account().equals(account.name())) {
                sum = sum.plus(Usage.of(leaf.counters()));
            }
        }
        return sum.traffic();
    }

    /** What went over routes, or over gateways, in the account. */
    private static Traffic over(@Nullable Account account, LinkKind kind) {
        if (account == null || !account.hasLinks()) {
            return Traffic.NONE;
        }
        LinkTraffic all = account.remote().traffic(kind);
        return new Traffic(all.inMsgs(), all.inBytes(), all.outMsgs(), all.outBytes());
    }

    /** One direction of what went over the connections of an account and over links. */
    private static AccountStats.DataStats data(
            ToLongFunction<Traffic> msgs,
            ToLongFunction<Traffic> bytes,
            Traffic clients,
            Traffic gateways,
            Traffic routes,
            Traffic leafs) {
        Traffic all = clients.plus(gateways).plus(routes).plus(leafs);
        Function<Traffic, AccountStats.MsgBytes> amount =
                one -> new AccountStats.MsgBytes(msgs.applyAsLong(one), bytes.applyAsLong(one));
        return new AccountStats.DataStats(
                amount.apply(all), amount.apply(gateways), amount.apply(routes), amount.apply(leafs));
    }

    // ---- one account

    Optional<AccountInfo> info(String name) {
        if (!names().contains(name)) {
            return Optional.empty();
        }
        Account account = server.accounts().get(name);
        AccountDefinition definition = account.definition();
        ClaimedAccount claimed = definition.claimed();
        SublistStats sublist = sublist(account, sums().getOrDefault(name, Sum.NONE));
        return Optional.of(new AccountInfo(
                name,
                account.updated(),
                name.equals(systemAccount()),
                claimed != null && claimed.isExpired(Instant.now()),
                account.refusedImports().isEmpty(),
                false,
                (int) account.totals().leafs(),
                (int) account.totals().connections(),
                sublist.subscriptions(),
                DefinedAccount.mappings(definition.mappings()),
                definition.exports().stream().map(DefinedAccount::export).toList(),
                imports(account),
                claimed == null ? null : claimed.token(),
                claimed == null ? null : claimed.claims().issuer(),
                definition.name(),
                claimed == null ? List.of() : claimed.claims().tags(),
                DefinedAccount.decoded(claimed, Instant.now()),
                sublist,
                account.replies().owed()));
    }

    /** What it says it imports, and what every account does. */
    private List<AccountInfo.Import> imports(Account account) {
        AccountDefinition definition = account.definition();
        Set<Import> refused = account.refusedImports();
        SystemAccount system = server.system();
        List<Import> automatic = system == null ? List.of() : AutomaticImports.of(definition.id(), system.name());
        return Stream.concat(
                        definition.imports().stream().filter(taken -> !refused.contains(taken)), automatic.stream())
                .map(taken -> DefinedAccount.imported(taken, definitionOf(taken.account())))
                .toList();
    }

    private @Nullable AccountDefinition definitionOf(String id) {
        Account account = server.accounts().find(id);
        return account == null ? null : account.definition();
    }

    // ---- subscriptions

    /** Statistics of the accounts wanted, and their subscriptions if these are wanted, too. */
    SubscriptionPage subscriptions(SubscriptionQuery query) {
        Collection<Account> wanted = server.accounts().all().stream()
                .filter(a -> query.account().isEmpty() || query.account().equals(a.name()))
                .sorted(Comparator.comparing(Account::name))
                .toList();
        Map<String, Sum> sums = sums();
        SublistStats stats = SublistStats.NONE;
        for (Account account : wanted) {
            stats = stats.plus(sublist(account, sums.getOrDefault(account.name(), Sum.NONE)));
        }
        Stream<SubscriptionDetail> all = wanted.stream().mapMulti((account, sink) -> {
            common(account.name()).forEach(s -> sink.accept(detail(account.name(), s, 0)));
            account.space().forEach(s -> {
                if (s.subscriber() != account.replies() || !account.replies().isIdle()) {
                    sink.accept(detail(account.name(), s, ConnectionRegistry.cidOf(s)));
                }
            });
        });
        return SubscriptionPage.select(query, Instant.now(), stats, all);
    }

    static SubscriptionDetail detail(String account, Subscription s, long cid) {
        byte[] queue = s.queue();
        return new SubscriptionDetail(
                account,
                account,
                ByteText.text(s.subject()),
                queue == null ? "" : ByteText.text(queue),
                ByteText.text(s.sid()),
                s.delivered(),
                s.max(),
                cid);
    }
}
