package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.actors.claims.ClaimsHost;
import io.dialtone.actors.monitor.JsonOut;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.Delivery;
import io.dialtone.streams.InternalSubscriber;
import io.dialtone.streams.ServerLog;
import io.dialtone.streams.ServerPublisher;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** This server, as the keeper of claims needs it. */
final class ClaimsBridge implements ClaimsHost {
    private static final byte[] NONE = {};
    private static final byte[] SID = ByteText.bytes("1");

    private final ServerContext server;
    private final LoopRounds rounds;

    ClaimsBridge(ServerContext server, LoopRounds rounds) {
        this.server = server;
        this.rounds = rounds;
    }

    @Override
    public ServerLog log() {
        return server.log();
    }

    @Override
    public CompletionStage<Void> define(Collection<AccountDefinition> accounts, Set<String> gone) {
        return server.accounts().define(accounts, gone);
    }

    /** The oldest connections stay where there are more than the account may have. */
    @Override
    public CompletionStage<Void> changed(AccountDefinition definition) {
        Account account = server.accounts().find(definition.id());
        if (account == null) {
            return CompletableFuture.completedFuture(null);
        }
        List<ConnectionInfoCard> users = AccountConnections.of(server, account)
                .keepOldest(definition.limits().maxConnections());
        if (account.hasLinks()) {
            account.watchers().redefined(account);
        }
        users.forEach(card -> card.tell(new Connection.AccountChanged(definition)));
        return rounds.passed();
    }

    @Override
    public CompletionStage<Void> expired(String id) {
        Account account = server.accounts().find(id);
        if (account != null) {
            if (account.hasLinks()) {
                account.watchers().expired(account);
            }
            server.connections()
                    .of(account)
                    .forEach(card -> card.tell(new Connection.Close(
                            CloseReason.AUTHENTICATION_EXPIRED, "Account Authentication Expired")));
        }
        return rounds.passed();
    }

    private Account systemAccount() {
        return server.accounts().get(server.options().trust().systemAccount());
    }

    @Override
    public void subscribe(String subject, @Nullable String queue, Receiver receiver) {
        InternalSubscriber subscriber = new InternalSubscriber() {
            @Override
            public int receive(Subscription subscription, Delivery message) {
                String to = ByteText.text(message.subject());
                return receiver.receive(to, ByteText.text(message.reply()), message.payload()) ? 1 : 0;
            }
        };
        byte[] group = queue == null ? null : ByteText.bytes(queue);
        systemAccount().add(new Subscription(ByteText.bytes(subject), group, SID, subscriber));
    }

    @Override
    public int publish(String subject, String reply, byte[] payload) {
        return ServerPublisher.publish(
                systemAccount().space(), ByteText.bytes(subject), ByteText.bytes(reply), NONE, payload);
    }

    @Override
    public void writeServer(JsonOut out) {
        InfoMessage.Server info = server.info();
        out.field("name", info.name());
        out.field("host", info.host());
        out.field("id", info.id());
        out.opt("cluster", info.cluster());
        out.field("ver", info.version());
        out.optStrings("tags", server.options().traits().tags());
        out.optMap("metadata", server.options().traits().metadata(), JsonOut::string);
        out.optMap("feature_flags", BrokerMonitor.featureFlags(server.options()), JsonOut::bool);
        out.field("jetstream", false);
        out.field("flags", 0);
        out.field("seq", server.nextEventSequence());
        out.field("time", Instant.now());
    }

    @Override
    public String serverHash() {
        return ServerHash.of(server.info().name());
    }
}
