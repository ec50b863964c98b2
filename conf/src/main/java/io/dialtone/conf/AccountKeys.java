package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import io.dialtone.conf.KeyTable.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The accounts block: an array of names, or a map from name to what belongs to the account. */
final class AccountKeys {
    private static final String GLOBAL = "$G";

    /** Account limits while they are read. */
    private static final class Limits {
        /** Connections, subscriptions, payload, leaf nodes. */
        private final int[] most = {-1, -1, -1, -1};

        private final PublishRateKeys.Parts rate = new PublishRateKeys.Parts();
    }

    private static final KeyTable<Limits> LIMITS = new KeyTable<Limits>(
                    "accounts.limits", "Unknown field %s parsing account limits")
            .key("max_connections max_conn", "2.7.0", YES, "-1", limit("max_connections", 0))
            .key("max_subscriptions max_subs", "2.7.0", YES, "-1", limit("max_subscriptions", 1))
            .key("max_payload max_pay", "2.7.0", YES, "-1", limit("max_payload", 2))
            .key("max_leafnodes max_leafs", "2.7.0", YES, "-1", limit("max_leafnodes", 3));

    static {
        PublishRateKeys.into(LIMITS, limits -> limits.rate);
    }

    private static final KeyTable<AccountJetStreamOptions.Builder> JETSTREAM = new KeyTable<
                    AccountJetStreamOptions.Builder>("accounts.jetstream")
            .key("max_memory max_mem mem memory", "2.2.0", YES, "-1", size("max_memory", (b, v) -> b.maxMemory(v)))
            .key(
                    "max_store max_file max_disk store disk",
                    "2.2.0",
                    YES,
                    "-1",
                    size("max_store", (b, v) -> b.maxStore(v)))
            .key("max_streams streams", "2.2.0", YES, "-1", size("max_streams", (b, v) -> b.maxStreams(v.intValue())))
            .key(
                    "max_consumers consumers",
                    "2.2.0",
                    YES,
                    "-1",
                    size("max_consumers", (b, v) -> b.maxConsumers(v.intValue())))
            .key(
                    "max_bytes_required max_stream_bytes max_bytes",
                    "2.6.2",
                    YES,
                    "false",
                    Kinds.of("bool", AccountKeys::bytesRequired))
            .key(
                    "mem_max_stream_bytes memory_max_stream_bytes",
                    "2.7.0",
                    YES,
                    "-1",
                    size("mem_max_stream_bytes", (b, v) -> b.memMaxStreamBytes(v)))
            .key(
                    "disk_max_stream_bytes store_max_stream_bytes",
                    "2.7.0",
                    YES,
                    "-1",
                    size("disk_max_stream_bytes", (b, v) -> b.diskMaxStreamBytes(v)))
            .key(
                    "max_ack_pending",
                    "2.7.0",
                    YES,
                    "-1",
                    size("max_ack_pending", (b, v) -> b.maxAckPending(v.intValue())))
            .key("cluster_traffic", "2.11.0", YES, "system", Kinds.of("system or owner", AccountKeys::clusterTraffic));

    private static final KeyTable<AccountOptions.Builder> TRACE = new KeyTable<AccountOptions.Builder>(
                    "accounts.msg_trace", "Unknown field %s parsing account message trace map/struct \"msg_trace\"")
            .key("dest", "2.11.0", YES, "-", Kinds.of("subject", (in, v, b) -> traceDestination(v, b)))
            .key(
                    "sampling",
                    "2.11.0",
                    YES,
                    "100",
                    Kinds.of("1..100 or \"50%\"", (in, v, b) -> b.traceSampling(traceSampling(v))));

    static final KeyTable<AccountOptions.Builder> TABLE = new KeyTable<AccountOptions.Builder>("accounts")
            .key("nkey", "2.0.0", YES, "-", Kinds.of("public account nkey", AccountKeys::nkey))
            .key("users", "2.0.0", YES, "-", Kinds.of("[{}] users", (in, v, b) -> {
                in.users(b.build().name(), v);
                b.users(UserKeys.read(in, v));
            }))
            .key(
                    "default_permissions",
                    "2.0.0",
                    YES,
                    "everything",
                    PermissionKeys.kind((b, v) -> b.defaultPermissions(v)))
            .key(
                    "mappings maps",
                    "2.2.0",
                    YES,
                    "-",
                    Kinds.of("{} mappings", (in, v, b) -> b.mappings(MappingKeys.read(in, v))))
            .key(
                    "sticky_queues",
                    "Dialtone",
                    YES,
                    "-",
                    Kinds.of("[{}] sticky_queues", (in, v, b) -> b.stickyQueues(StickyQueueKeys.read(in, v))))
            .key("limits", "2.7.0", YES, "none", Kinds.of("{} accounts.limits", AccountKeys::limits))
            .key(
                    "msg_trace trace_dest",
                    "2.11.0",
                    YES,
                    "-",
                    Kinds.of("subject or {dest, sampling}", AccountKeys::trace))
            .key(
                    "exports",
                    "2.0.0",
                    YES,
                    "-",
                    Kinds.of("[{}] accounts.exports", (in, v, b) -> b.exports(ExchangeKeys.exports(in, v))))
            .key(
                    "imports",
                    "2.0.0",
                    YES,
                    "-",
                    Kinds.of("[{}] accounts.imports", (in, v, b) -> b.imports(ExchangeKeys.imports(in, v))))
            .key(
                    "jetstream",
                    "2.2.0",
                    YES,
                    "off",
                    Kinds.of("bool, enabled, disabled or {} accounts.jetstream", AccountKeys::jetStream));

    private AccountKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, LIMITS, TRACE, JETSTREAM);
    }

    static void read(Reading in, Node value, Options.Builder options) {
        List<AccountOptions> accounts = new ArrayList<>();
        List<Node> names = value.asList();
        if (names != null) {
            readNames(in, names, accounts);
        } else if (value.asMap() != null) {
            readMap(in, Reading.map(value), accounts);
        }
        options.accounts(accounts);
        if (in.errors().isEmpty()) {
            checkExchanges(in, value, accounts, options.build().trust().noSystemAccount());
        }
    }

    private static void readNames(Reading in, List<Node> names, List<AccountOptions> accounts) {
        Set<String> seen = new HashSet<>();
        for (Node element : names) {
            String name = Reading.text(element);
            if (name.equals(GLOBAL)) {
                in.error(element, GoText.quote(name) + " is a Reserved Account");
            } else if (!seen.add(name)) {
                in.error(element, "Duplicate Account Entry: " + name);
            } else {
                accounts.add(AccountOptions.builder().name(name).build());
            }
        }
    }

    private static void readMap(Reading in, Map<String, Node> block, List<AccountOptions> accounts) {
        block.forEach((name, node) -> {
            Map<String, Node> body = node.asMap();
            if (node.isUsedVariable()) {
                return;
            }
            if (body == null) {
                in.error(node, "Expected map entries for accounts");
            } else if (name.equals(GLOBAL)) {
                in.error(node, GoText.quote(name) + " is a Reserved Account");
            } else {
                accounts.add(TABLE.read(in, body, AccountOptions.builder().name(name))
                        .build());
            }
        });
    }

    /** Accounts that are named must exist, and what one imports another has to export. */
    private static void checkExchanges(
            Reading in, Node at, List<AccountOptions> accounts, boolean withoutSystemAccount) {
        Set<String> names = new HashSet<>();
        accounts.forEach(a -> names.add(a.name()));
        for (AccountOptions account : accounts) {
            for (ExportOptions export : account.exports()) {
                export.accounts().stream()
                        .filter(n -> !names.contains(n))
                        .forEach(n -> in.error(
                                at, GoText.quote(n) + " account not defined for " + kind(export.kind()) + " export"));
            }
            for (ImportOptions taken : account.imports()) {
                if (!names.contains(taken.account())) {
                    String kind = kind(taken.kind());
                    in.error(at, GoText.quote(taken.account()) + " account not defined for " + kind + " import");
                }
            }
        }
        if (withoutSystemAccount) {
            accounts.stream()
                    .flatMap(a -> a.exports().stream())
                    .filter(export -> !export.latencySubject().isEmpty())
                    .forEach(export -> in.error(
                            at,
                            "Error adding service latency sampling for " + GoText.quote(export.subject())
                                    + ": system account not setup"));
        }
        boolean any = accounts.stream()
                .anyMatch(a -> !a.exports().isEmpty() || !a.imports().isEmpty());
        if (any && in.errors().isEmpty()) {
            AccountRules.all().forEach(rules -> rules.problems(accounts).forEach(problem -> in.error(at, problem)));
        }
    }

    private static String kind(ExchangeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Kind<Limits> limit(String key, int index) {
        return Kinds.int32(key, (b, v) -> b.most[index] = v);
    }

    private static void limits(Reading in, Node value, AccountOptions.Builder account) {
        String expected = "Expected account limits to be a map/struct, got %v";
        int before = in.errors().size();
        Limits limits = LIMITS.read(in, value, expected, new Limits());
        if (in.errors().size() == before) {
            int[] most = limits.most;
            account.limits(new AccountLimits(most[0], most[1], most[2], most[3], limits.rate.build(value)));
        }
    }

    private static void nkey(Reading in, Node value, AccountOptions.Builder account) {
        if (!(value.value() instanceof String key) || !PublicKeys.isPublic(key, 'A')) {
            String shown = GoText.quote(GoText.value(value));
            throw Reading.failure(value, "Not a valid public nkey for an account: " + shown);
        }
        account.nkey(key);
    }

    private static Kind<AccountJetStreamOptions.Builder> size(
            String key, BiConsumer<AccountJetStreamOptions.Builder, Long> set) {
        return Kinds.of("integer", (in, v, b) -> {
            if (!(v.value() instanceof Long size)) {
                String problem = "Expected a parseable size for " + GoText.quote(key) + ", got " + GoText.value(v);
                throw Reading.failure(v, problem);
            }
            set.accept(b, size);
        });
    }

    private static void bytesRequired(Reading in, Node value, AccountJetStreamOptions.Builder jetStream) {
        if (!(value.value() instanceof Boolean required)) {
            String shown = GoText.value(value);
            throw Reading.failure(value, "Expected a parseable bool for \"max_bytes_required\", got " + shown);
        }
        jetStream.maxBytesRequired(required);
    }

    private static void clusterTraffic(Reading in, Node value, AccountJetStreamOptions.Builder jetStream) {
        String shown = GoText.value(value);
        if (!(value.value() instanceof String traffic)) {
            throw Reading.failure(
                    value, "Expected either 'system' or 'owner' string value for \"cluster_traffic\", got " + shown);
        }
        if (!List.of("system", "owner", "").contains(traffic)) {
            throw Reading.failure(
                    value, "Expected 'system' or 'owner' string value for \"cluster_traffic\", got " + shown);
        }
        jetStream.clusterTraffic(traffic);
    }

    private static void jetStream(Reading in, Node value, AccountOptions.Builder account) {
        if (value.value() instanceof Boolean on) {
            account.jetStream(on ? AccountJetStreamOptions.defaults() : null);
        } else if (value.value() instanceof String) {
            account.jetStream(JetStreamKeys.isEnabled(value) ? AccountJetStreamOptions.defaults() : null);
        } else {
            account.jetStream(JETSTREAM
                    .read(
                            in,
                            value,
                            "Expected map, bool or string to define JetStream, got %T",
                            AccountJetStreamOptions.builder())
                    .build());
        }
    }

    private static void trace(Reading in, Node value, AccountOptions.Builder account) {
        if (value.value() instanceof String) {
            traceDestination(value, account);
        } else {
            TRACE.read(
                    in,
                    value,
                    "Expected account message trace \"msg_trace\" to be a string or a map/struct, got %T",
                    account);
        }
        AccountOptions read = account.build();
        if (!read.traceDestination().isEmpty() && read.traceSampling() == 0) {
            account.traceSampling(100);
        } else if (read.traceDestination().isEmpty() && read.traceSampling() > 0) {
            in.warn(value, "Trace destination sampling ignored since no destination was set");
            account.traceSampling(0);
        }
    }

    private static void traceDestination(Node value, AccountOptions.Builder account) {
        if (!(value.value() instanceof String subject)) {
            throw Reading.failure(value, "Field \"dest\" should be a string, got " + GoText.type(value));
        }
        if (!Subjects.isValidPublish(subject)) {
            throw Reading.failure(value, "Trace destination " + GoText.quote(subject) + " is not valid");
        }
        account.traceDestination(subject);
    }

    private static int traceSampling(Node value) {
        long percent;
        if (value.value() instanceof Long number) {
            percent = number;
        } else if (value.value() instanceof String text) {
            try {
                percent = Long.parseLong(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
            } catch (NumberFormatException e) {
                throw Reading.failure(value, "Invalid trace destination sampling value " + GoText.quote(text));
            }
        } else {
            throw Reading.failure(
                    value,
                    "Trace destination sampling field \"sampling\" should be an integer or a percentage, got "
                            + GoText.type(value));
        }
        if (percent <= 0 || percent > 100) {
            // The misspelling is nats-server's.
            throw Reading.failure(
                    value, "Ttrace destination sampling value " + percent + " is invalid, needs to be [1..100]");
        }
        return (int) percent;
    }
}
