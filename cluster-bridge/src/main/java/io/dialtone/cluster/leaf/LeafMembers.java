package io.dialtone.cluster.leaf;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.streams.CloseReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The leaf links that are registered. Part of {@link LeafNodes}, on its loop. */
final class LeafMembers {
    private final LinkHost host;
    private final LeafDirectory directory = new LeafDirectory();
    private final Map<ActorRef<LeafConnection.Command>, LeafNodes.Register> members = new LinkedHashMap<>();

    LeafMembers(LinkHost host) {
        this.host = host;
        host.watch(directory);
    }

    String loopSubject(String account) {
        return directory.loopSubject(account);
    }

    /** Takes a link; one that it replaces has to go. */
    void add(LeafNodes.Register fresh) {
        LeafIdentity identity = fresh.binding().identity();
        LeafNodes.Register old = identity == null ? null : of(identity);
        members.put(fresh.link(), fresh);
        directory.add(fresh.binding().account().id(), fresh.link());
        publish();
        if (old != null) {
            old.link().tell(new LeafConnection.Leave(CloseReason.DUPLICATE_REMOTE_LEAF, LeafIdentity.DUPLICATE));
            host.log()
                    .warn("Replacing connection from same server \""
                            + fresh.card().name() + "\"");
        }
    }

    private LeafNodes.@Nullable Register of(LeafIdentity identity) {
        return members.values().stream()
                .filter(one -> identity.equals(one.binding().identity()))
                .findFirst()
                .orElse(null);
    }

    void remove(ActorRef<LeafConnection.Command> link) {
        LeafNodes.Register gone = members.remove(link);
        if (gone != null) {
            directory.remove(gone.binding().account().id(), link);
            publish();
        }
    }

    /** Whether this server is the hub, for an account, of a leaf node of that cluster. */
    boolean isHubOf(String account, String cluster) {
        return !cluster.isEmpty()
                && members.values().stream()
                        .anyMatch(one -> !one.binding().isSpoke()
                                && one.binding().account().id().equals(account)
                                && one.binding().link().remoteCluster().equals(cluster));
    }

    /** The links that others have made. */
    List<ActorRef<LeafConnection.Command>> accepted() {
        return members.values().stream()
                .filter(one -> !one.card().isSolicited())
                .map(LeafNodes.Register::link)
                .toList();
    }

    private void publish() {
        List<LeafCard> cards =
                members.values().stream().map(LeafNodes.Register::card).toList();
        host.leafs(() -> cards);
    }

    /** The server ends. */
    void end() {
        host.unwatch(directory);
    }
}
