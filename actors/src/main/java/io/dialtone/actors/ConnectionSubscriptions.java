package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import io.dialtone.accounts.Violation;
import io.dialtone.actors.exchange.StreamRoute;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.GoQuote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one connection subscribes to: by sid, in its account, and by shadows in the accounts whose streams that one imports.
 * Part of its {@link Connection}, on its loop.
 *
 * <p>Changes are collected and sent to the shards together by {@link #apply}; nothing is promised of them before the shards
 * have said that they are done.
 */
final class ConnectionSubscriptions {
    private static final byte[] SYSTEM_QUEUE = ByteText.bytes("_sys_");

    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final ConnectionVoice voice;
    private final SidTable bySid = new SidTable();
    private List<SubscriptionShard.Change> changes = new ArrayList<>(0);
    /** Of other accounts; empty unless streams are imported. */
    private final Map<Account, List<SubscriptionShard.Change>> changesElsewhere = new HashMap<>(0);

    private final IdentityHashMap<Subscription, List<Shadow>> shadows = new IdentityHashMap<>(0);
    private Account account;
    private @Nullable UserRights rights;
    /** The most it may have, -1 for any number. */
    private long most;

    /** What stands for a subscription in another account. */
    private record Shadow(Account in, Subscription subscription) {}

    ConnectionSubscriptions(
            ServerContext server,
            ConnectionInfoCard card,
            ConnectionPort port,
            ConnectionVoice voice,
            Account account) {
        this.server = server;
        this.card = card;
        this.port = port;
        this.voice = voice;
        this.account = account;
        long ofServer = server.options().limits().maxSubscriptions();
        this.most = ofServer == 0 ? -1 : ofServer;
    }

    /**
     * Whose they are from now on.
     *
     * @param itsMost most subscriptions, -1 for any number
     */
    void bind(Account itsAccount, @Nullable UserRights itsRights, long itsMost) {
        account = itsAccount;
        rights = itsRights;
        most = itsMost;
    }

    int size() {
        return bySid.size();
    }

    /** Whether there are more than may be, so that the connection has to go. */
    boolean isOverLimit() {
        return most >= 0 && bySid.size() >= most;
    }

    /** All of them, without shadows. */
    List<Subscription> snapshot() {
        List<Subscription> all = new ArrayList<>(bySid.size());
        bySid.forEach(all::add);
        return all;
    }

    // ---- SUB

    /** Does a SUB; tells the client what speaks against it. */
    void subscribe(ControlOperation.Subscribe s) {
        byte[] queue = s.queue();
        if (voice.isTracing()) {
            voice.trace("<<- [SUB " + ByteText.text(s.subject()) + (queue == null ? "" : " " + ByteText.text(queue))
                    + " " + ByteText.text(s.sid()) + "]");
        }
        if (!mayBe(s, queue)) {
            return;
        }
        if (bySid.get(s.sid()) == null) {
            if (!Subjects.isValid(s.subject(), 0, s.subject().length)) {
                voice.error("Invalid Subject");
                return;
            }
            Subscription subscription = new Subscription(s.subject(), queue, s.sid(), port.outbox());
            bySid.add(subscription);
            card.subscriptions(bySid.size());
            changes.add(new SubscriptionShard.Change(subscription, true));
            addShadows(subscription);
        }
        voice.ok();
    }

    private boolean mayBe(ControlOperation.Subscribe s, byte @Nullable [] queue) {
        UserRights r = rights;
        boolean reserved = queue != null && Arrays.equals(queue, SYSTEM_QUEUE);
        if (reserved || r != null && !r.maySubscribe(s.subject(), queue)) {
            voice.refuse(Violation.subscribe(quoted(s.subject()), quotedOrNull(queue), ByteText.text(s.sid())));
            return false;
        }
        int maxTokens = server.options().limits().maxSubTokens();
        if (maxTokens > 0 && Subjects.tokenCount(s.subject(), 0, s.subject().length) > maxTokens) {
            voice.refuse(Violation.tooManyTokens(quoted(s.subject()), ByteText.text(s.sid())));
            return false;
        }
        if (isOverLimit()) {
            voice.logError("maximum subscriptions exceeded");
            voice.error("maximum subscriptions exceeded");
            return false;
        }
        return true;
    }

    private static String quoted(byte[] text) {
        return GoQuote.quote(text, 0, text.length);
    }

    private static @Nullable String quotedOrNull(byte @Nullable [] text) {
        return text == null ? null : quoted(text);
    }

    // ---- UNSUB

    /** Does an UNSUB. */
    void unsubscribe(ControlOperation.Unsubscribe u) {
        if (voice.isTracing()) {
            voice.trace("<<- [UNSUB " + ByteText.text(u.sid()) + (u.max() > 0 ? " " + u.max() : "") + "]");
        }
        Subscription subscription = bySid.get(u.sid());
        if (subscription != null && (u.max() <= 0 || !subscription.endAfter(u.max()))) {
            end(subscription);
        }
        voice.ok();
    }

    private void end(Subscription subscription) {
        bySid.remove(subscription.sid());
        subscription.close();
        card.subscriptions(bySid.size());
        changes.add(new SubscriptionShard.Change(subscription, false));
        removeShadows(subscription);
        account.awaited().ended(account.space(), subscription);
        voice.trace("<-> [DELSUB " + ByteText.text(subscription.sid()) + "]");
    }

    /** A subscription has had all it was to have. */
    void exhausted(Subscription subscription) {
        if (bySid.get(subscription.sid()) != subscription) {
            return;
        }
        bySid.remove(subscription.sid());
        subscription.close();
        card.subscriptions(bySid.size());
        forget(List.of(subscription));
    }

    /** Ends all. */
    void endAll() {
        if (bySid.size() > 0) {
            List<Subscription> all = snapshot();
            all.forEach(Subscription::close);
            bySid.clear();
            card.subscriptions(0);
            changes.removeIf(SubscriptionShard.Change::add);
            changesElsewhere.values().forEach(list -> list.removeIf(SubscriptionShard.Change::add));
            forget(all);
        }
    }

    /** Takes subscriptions that have ended out of the indexes, without waiting for it. */
    private void forget(List<Subscription> gone) {
        account.forget(gone);
        for (Subscription s : gone) {
            List<Shadow> its = shadows.remove(s);
            if (its != null) {
                its.forEach(shadow -> shadow.in().forget(List.of(shadow.subscription())));
            }
            account.awaited().ended(account.space(), s);
        }
    }

    /** Ends those that the user may not have any more. */
    void dropForbidden(UserRights now) {
        List<Subscription> gone = new ArrayList<>();
        bySid.forEach(s -> {
            if (!now.maySubscribe(s.subject(), s.queue())) {
                gone.add(s);
            }
        });
        for (Subscription s : gone) {
            bySid.remove(s.sid());
            s.close();
            Violation violation = Violation.revoked(
                    quoted(s.subject()),
                    quotedOrNull(s.queue()),
                    quoted(s.sid()),
                    now.user().who(GoQuote::quote));
            voice.error(violation.error());
            server.log().notice(violation.log());
        }
        card.subscriptions(bySid.size());
        forget(gone);
    }

    // ---- shadows

    private void addShadows(Subscription subscription) {
        List<StreamRoute> streams = account.streams();
        if (streams.isEmpty()) {
            return;
        }
        List<Shadow> made = new ArrayList<>();
        for (StreamRoute stream : streams) {
            Subscription shadow = stream.shadowOf(subscription);
            if (shadow != null) {
                Account there = (Account) stream.exporter();
                made.add(new Shadow(there, shadow));
                elsewhere(there).add(new SubscriptionShard.Change(shadow, true));
            }
        }
        if (!made.isEmpty()) {
            shadows.put(subscription, made);
        }
    }

    private void removeShadows(Subscription subscription) {
        List<Shadow> its = shadows.remove(subscription);
        if (its != null) {
            for (Shadow shadow : its) {
                shadow.subscription().close();
                elsewhere(shadow.in()).add(new SubscriptionShard.Change(shadow.subscription(), false));
            }
        }
    }

    private List<SubscriptionShard.Change> elsewhere(Account there) {
        return changesElsewhere.computeIfAbsent(there, key -> new ArrayList<>());
    }

    /** The account's imports have changed. */
    void rebuildShadows() {
        List<Subscription> all = snapshot();
        all.forEach(this::removeShadows);
        all.forEach(this::addShadows);
    }

    // ---- into the indexes

    /**
     * Sends the collected changes to their shards.
     *
     * @return how many times {@code done} will be told
     */
    int apply(ActorRef<? super SubscriptionShard.Done> done) {
        int awaited = 0;
        if (!changes.isEmpty()) {
            List<SubscriptionShard.Change> batch = changes;
            changes = new ArrayList<>(0);
            awaited = account.apply(batch, done);
        }
        if (!changesElsewhere.isEmpty()) {
            for (Map.Entry<Account, List<SubscriptionShard.Change>> entry : changesElsewhere.entrySet()) {
                awaited += entry.getKey().apply(entry.getValue(), done);
            }
            changesElsewhere.clear();
        }
        return awaited;
    }
}
