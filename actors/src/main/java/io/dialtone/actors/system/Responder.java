package io.dialtone.actors.system;

import io.dialtone.actors.exchange.Tenant;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.InvalidQuery;
import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.MonitorJson;
import io.dialtone.actors.monitor.ServerIdentity;
import io.dialtone.routing.ByteText;
import io.dialtone.streams.HeaderBlock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is asked in the system account. What gathers and writes is run on the server's executor, never on an event
 * loop. Any thread.
 */
final class Responder {
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_ERROR = 500;
    private static final String REQUEST_INFO = "Nats-Request-Info";

    private final SystemHost host;
    private final SystemJson json;
    private final MonitorAnswers answers;

    Responder(SystemHost host, SystemJson json) {
        this.host = host;
        this.json = json;
        this.answers = new MonitorAnswers(host);
    }

    /** Completed with the answer, or with nothing where none is due; never fails. */
    CompletionStage<Optional<SystemReply>> respond(SystemRequest request) {
        try {
            return CompletableFuture.supplyAsync(() -> begin(request), host.executor())
                    .thenCompose(reply -> reply)
                    .exceptionally(failure -> failed(request, failure));
        } catch (RuntimeException e) {
            // The executor takes no more: the server is about to end.
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private Optional<SystemReply> failed(SystemRequest request, Throwable failure) {
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (why instanceof InvalidQuery query) {
            return error(INTERNAL_ERROR, query.words(), true);
        }
        host.log().error("Error answering a system request for " + request.endpoint() + ": " + why);
        return Optional.empty();
    }

    private Optional<SystemReply> error(int code, @Nullable String description, boolean nullData) {
        return plain(json.failure(code, String.valueOf(description), nullData));
    }

    private static Optional<SystemReply> plain(byte[] body) {
        return Optional.of(SystemReply.plain(body));
    }

    private static CompletionStage<Optional<SystemReply>> now(Optional<SystemReply> reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private static CompletionStage<Optional<SystemReply>> silence() {
        return now(Optional.empty());
    }

    private CompletionStage<Optional<SystemReply>> begin(SystemRequest request) {
        return switch (request.endpoint()) {
            case IDZ -> now(plain(json.identity()));
            case KICK, LDM -> now(client(request));
            case CONNS -> now(connections(request));
            case NSUBS -> now(subscribers(request));
            case SUBSCRIBERS -> now(debugged(request));
            case USER_INFO -> now(plain(json.answer(SystemJson.user(user(request)))));
            default -> asked(request);
        };
    }

    // ---- what the body can narrow

    private CompletionStage<Optional<SystemReply>> asked(SystemRequest request) {
        RequestOptions options;
        try {
            options = request.endpoint().options(request.body());
        } catch (GoJsonException e) {
            return now(error(BAD_REQUEST, e.getMessage(), false));
        }
        if (!options.concerns(host.description()) || isForLeader(request, options)) {
            return silence();
        }
        return switch (request.endpoint()) {
            case STATSZ -> statistics().thenApply(Responder::plain);
            case RELOAD -> reload();
            case STATZ -> figures(request, options);
            default -> data(request, options).thenApply(body -> packed(request, body));
        };
    }

    /** There is no leader without JetStream; of one account it is said that there is none of that. */
    private static boolean isForLeader(SystemRequest request, RequestOptions options) {
        return request.endpoint() == Endpoint.JSZ && request.account().isEmpty() && options.flag("leader_only");
    }

    /** The figures of the server, to be published or for an answer. */
    CompletionStage<byte[]> statistics() {
        return host.monitor()
                .serverStats()
                .thenCombine(
                        host.monitor().routes(ConnectionQuery.Subscriptions.NONE),
                        (stats, page) -> json.statistics(
                                stats,
                                activeAccounts(),
                                page.routes(),
                                host.monitor().gateways(GatewayQuery.ALL)));
    }

    /** The system account is one always: the server itself is connected to it. */
    private int activeAccounts() {
        Collection<String> connected = host.connectedAccounts();
        return connected.size() + (connected.contains(host.system().id()) ? 0 : 1);
    }

    private CompletionStage<Optional<SystemReply>> reload() {
        return host.reload().handle((done, failure) -> {
            if (failure == null) {
                return plain(json.done());
            }
            Throwable why =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return error(INTERNAL_ERROR, why.getMessage(), false);
        });
    }

    private CompletionStage<JsonBody> data(SystemRequest request, RequestOptions options) {
        String account = request.account();
        ServerIdentity identity = host.monitor().identity();
        return switch (request.endpoint()) {
            case VARZ -> host.monitor().serverStats().thenApply(MonitorJson::server);
            case CONNZ -> answers.connections(options, account);
            case SUBSZ -> answers.subscriptions(options, account);
            case HEALTHZ -> answers.health(options);
            case ACCOUNTZ -> answers.accounts(options);
            case INFO -> answers.account(account);
            case JSZ -> {
                if (!account.isEmpty()) {
                    throw new InvalidQuery("jetstream not enabled");
                }
                yield body(MonitorJson.noJetStream(identity, Instant.now()));
            }
            case ROUTEZ -> answers.routes(options);
            case GATEWAYZ -> answers.gateways(options);
            case LEAFZ -> answers.leafNodes(options, account);
            case PROFILEZ -> body(ProcessProfile.of(options.text("name"), options.number("duration")));
            case EXPVARZ -> body(ProcessProfile.variables(host.commandLine()));
            default -> body(out -> out.object(() -> {}));
        };
    }

    private static CompletionStage<JsonBody> body(JsonBody body) {
        return CompletableFuture.completedFuture(body);
    }

    // ---- accounts

    /** Of the one account that the subject names, or of those in the body. */
    private CompletionStage<Optional<SystemReply>> figures(SystemRequest request, RequestOptions options) {
        // An account may be called so; its users ask about that one alone.
        ClientInfo asking = request.asking();
        boolean ofSystem =
                asking == null || asking.account().equals(host.system().id());
        boolean all = ofSystem && request.account().equals("PING");
        List<String> wanted = all ? options.texts("accounts") : List.of(request.account());
        boolean unused = options.flag("include_unused");
        if (wanted.isEmpty()) {
            return host.monitor().accountStats(unused).thenApply(stats -> packed(request, stats));
        }
        List<AccountStats> stats = wanted.stream()
                .filter(account -> host.find(account).isPresent())
                .map(host::stats)
                .filter(s -> unused || s.connections() + s.leafNodes() > 0)
                .toList();
        return stats.isEmpty() && !all ? silence() : now(packed(request, stats));
    }

    private Optional<SystemReply> packed(SystemRequest request, List<AccountStats> stats) {
        return packed(request, MonitorJson.accountStats(host.monitor().identity(), Instant.now(), stats));
    }

    private Optional<SystemReply> packed(SystemRequest request, JsonBody body) {
        ContentEncoding encoding = ContentEncoding.wanted(request.headers());
        return Optional.of(new SystemReply(encoding.headers(), encoding.pack(json.answer(body))));
    }

    private Optional<SystemReply> connections(SystemRequest request) {
        String asked = request.account();
        try {
            String named = request.endpoint().options(request.body()).text("acc");
            if (!named.isEmpty() && !named.equals(asked)) {
                return Optional.empty();
            }
        } catch (GoJsonException e) {
            return Optional.empty();
        }
        if (host.find(asked).isEmpty()) {
            return Optional.empty();
        }
        AccountStats stats = host.stats(asked);
        return stats.connections() + stats.leafNodes() == 0
                ? Optional.empty()
                : plain(json.connections(stats, 1).get(0));
    }

    // ---- subscribers of a subject

    private Optional<SystemReply> subscribers(SystemRequest request) {
        try {
            RequestOptions options = request.endpoint().options(request.body());
            String queue = new String(Base64.getDecoder().decode(options.text("queue")), StandardCharsets.UTF_8);
            Optional<Tenant> account = host.find(options.text("acc"));
            if (request.body().length == 0 || account.isEmpty() || isUnused(account.get())) {
                return Optional.empty();
            }
            return number(SubscriberCount.of(account.get().space(), options.text("subject"), queue));
        } catch (GoJsonException | IllegalArgumentException e) {
            host.log().debug(() -> "Error unmarshalling account nsubs request message: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether an account has no connection to this server, whatever it has to others. */
    private boolean isUnused(Tenant account) {
        AccountStats stats = host.stats(account.id());
        return stats.connections() + stats.leafNodes() == 0;
    }

    private Optional<SystemReply> debugged(SystemRequest request) {
        String[] words = ByteText.text(request.body()).strip().split("\\s+", -1);
        ClientInfo asking = request.asking();
        Tenant account = host.find(asking == null ? host.system().id() : asking.account())
                .orElse(host.system());
        if (HeaderBlock.value(request.headers(), REQUEST_INFO) == null) {
            account = host.system();
        }
        return number(SubscriberCount.of(account.space(), words[0], words.length > 1 ? words[1] : ""));
    }

    private static Optional<SystemReply> number(long count) {
        return plain(ByteText.bytes(Long.toString(count)));
    }

    // ---- clients and users

    private Optional<SystemReply> client(SystemRequest request) {
        long cid;
        try {
            if (request.body().length == 0) {
                throw new GoJsonException("unexpected end of JSON input");
            }
            cid = request.endpoint().options(request.body()).number("cid");
        } catch (GoJsonException e) {
            host.log().error("Error unmarshalling " + request.endpoint() + " request: " + e.getMessage());
            return Optional.empty();
        }
        if (request.endpoint() == Endpoint.KICK) {
            return host.kick(cid) ? plain(json.done()) : error(INTERNAL_ERROR, "no such client or leafnode id", false);
        }
        return host.sendAway(cid) ? plain(json.done()) : error(INTERNAL_ERROR, "no such client id", false);
    }

    private UserDescription user(SystemRequest request) {
        ClientInfo asking = request.asking();
        return asking != null && asking.account().equals(request.account())
                ? host.user(asking.id())
                : UserDescription.UNKNOWN;
    }
}
