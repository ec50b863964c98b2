package io.dialtone.actors.system;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.routing.SubjectSpace;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * By which connections say what becomes of them. Costs them nothing worth mentioning while nobody listens. Any thread.
 */
public final class SystemNews {
    /** For a server without a system account. */
    public static final SystemNews NOWHERE = new SystemNews(null, null);

    private final @Nullable SystemInterest interest;
    private final @Nullable ActorRef<SystemEvents.Command> events;

    private SystemNews(@Nullable SystemInterest interest, @Nullable ActorRef<SystemEvents.Command> events) {
        this.interest = interest;
        this.events = events;
    }

    /**
     * @param system subscriptions of the system account
     * @param events who publishes
     */
    public static SystemNews to(SubjectSpace system, ActorRef<SystemEvents.Command> events) {
        return new SystemNews(new SystemInterest(system), events);
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
        if (interest != null && events != null && interest.inEvents()) {
            events.tell(new SystemEvents.Disconnected(client.get(), traffic, reason));
        }
    }

    /**
     * Somebody was not let in.
     *
     * @param notice for another account than its own; null: its own, if it is known, hears the reason
     */
    public void refused(Supplier<ClientInfo> client, Traffic traffic, String reason, @Nullable RefusalNotice notice) {
        if (events != null) {
            ClientInfo who = client.get();
            events.tell(new SystemEvents.Refused(
                    who, traffic, reason, notice == null ? new RefusalNotice(who.account(), reason) : notice));
        }
    }
}
