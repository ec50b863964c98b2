package io.dialtone.actors.system;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.actors.system.AuthenticationAudit.Outcome;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.streams.CloseReason;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * By which connections say what becomes of them. Costs them nothing worth mentioning while nobody listens. Any thread.
 */
public final class SystemNews {
    /** For a server without a system account. */
    public static final SystemNews NOWHERE = new SystemNews(null, null, AuthenticationAudit.NONE);

    /** Ends that are about what somebody may; others are about how it behaved. */
    private static final Set<String> AUTHORITY = Set.of(
            CloseReason.AUTHENTICATION_EXPIRED.text(),
            CloseReason.REVOKED.text(),
            CloseReason.MISSING_ACCOUNT.text(),
            CloseReason.MAX_ACCOUNT_CONNECTIONS.text(),
            CloseReason.KICKED.text());

    private final @Nullable SystemInterest interest;
    private final @Nullable ActorRef<SystemEvents.Command> events;
    private final AuthenticationAudit audit;

    private SystemNews(
            @Nullable SystemInterest interest,
            @Nullable ActorRef<SystemEvents.Command> events,
            AuthenticationAudit audit) {
        this.interest = interest;
        this.events = events;
        this.audit = audit;
    }

    /** The same, with this audit told as well. */
    public SystemNews audited(AuthenticationAudit by) {
        return new SystemNews(interest, events, by);
    }

    /**
     * @param system subscriptions of the system account
     * @param events who publishes
     */
    public static SystemNews to(SubjectSpace system, ActorRef<SystemEvents.Command> events) {
        return new SystemNews(new SystemInterest(system), events, AuthenticationAudit.NONE);
    }

    /**
     * An account has one connection more or less.
     *
     * @param connections how many it has now
     */
    public void accountChanged(String account, long connections) {
        if (interest != null && events != null && interest.inEvents()) {
            events.tell(new SystemEvents.AccountChanged(account, (int) connections));
        }
    }

    /** A leaf node has bound itself to an account. */
    public void leafConnected(String account) {
        if (interest != null && events != null && interest.inEvents()) {
            events.tell(new SystemEvents.LeafConnected(account));
        }
    }

    /**
     * The membership of the cluster has changed.
     *
     * @param event last token of the subject
     */
    public void clusterChanged(String event, ClusterView.Member member) {
        if (events != null) {
            events.tell(new SystemEvents.ClusterChanged(event, member));
        }
    }

    /** Somebody was let in. */
    public void connected(Supplier<ClientInfo> client) {
        if (audit.isKept()) {
            audit.record(Outcome.ACCEPTED, client.get(), "");
        }
        if (interest != null && events != null && interest.inEvents()) {
            events.tell(new SystemEvents.Connected(client.get()));
        }
    }

    /**
     * Somebody has gone.
     *
     * @param traffic what the server received from it and sent to it
     */
    public void disconnected(Supplier<ClientInfo> client, Traffic traffic, String reason) {
        if (audit.isKept()) {
            auditEnd(client, reason);
        }
        if (interest != null && events != null && interest.inEvents()) {
            events.tell(new SystemEvents.Disconnected(client.get(), traffic, reason));
        }
    }

    /** Who is refused is told of by {@link #refused} already, save who has said nothing in time. */
    private void auditEnd(Supplier<ClientInfo> client, String reason) {
        if (AUTHORITY.contains(reason)) {
            audit.record(Outcome.ENDED, client.get(), reason);
        } else if (reason.equals(CloseReason.AUTHENTICATION_TIMEOUT.text())) {
            audit.record(Outcome.REFUSED, client.get(), reason);
        }
    }

    /**
     * Somebody was not let in.
     *
     * @param notice for another account than its own; null: its own, if it is known, hears the reason
     */
    public void refused(Supplier<ClientInfo> client, Traffic traffic, String reason, @Nullable RefusalNotice notice) {
        if (audit.isKept()) {
            audit.record(Outcome.REFUSED, client.get(), reason);
        }
        if (events != null) {
            ClientInfo who = client.get();
            events.tell(new SystemEvents.Refused(
                    who, traffic, reason, notice == null ? new RefusalNotice(who.account(), reason) : notice));
        }
    }
}
