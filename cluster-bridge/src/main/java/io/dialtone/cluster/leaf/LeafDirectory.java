package io.dialtone.cluster.leaf;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.routing.InterestChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Which leaf links tell which account's interest, and the subject by which each account finds loops: {@link LeafNodes} writes
 * it, whoever changes interest reads it. Any thread.
 */
final class LeafDirectory implements InterestWatcher {
    private final ConcurrentHashMap<String, String> loopSubjects = new ConcurrentHashMap<>();
    private final Map<String, List<ActorRef<LeafConnection.Command>>> links = new ConcurrentHashMap<>();

    /** The subject by which an account finds that its leaf links form a loop. */
    String loopSubject(String account) {
        return loopSubjects.computeIfAbsent(account, id -> LoopSubject.create(ThreadLocalRandom.current()));
    }

    void add(String account, ActorRef<LeafConnection.Command> link) {
        links.merge(account, List.of(link), (some, one) -> {
            List<ActorRef<LeafConnection.Command>> all = new ArrayList<>(some);
            all.addAll(one);
            return List.copyOf(all);
        });
    }

    void remove(String account, ActorRef<LeafConnection.Command> link) {
        links.computeIfPresent(account, (id, some) -> {
            List<ActorRef<LeafConnection.Command>> rest =
                    some.stream().filter(one -> !one.equals(link)).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    private void tell(LinkedAccount account, Consumer<ActorRef<LeafConnection.Command>> what) {
        List<ActorRef<LeafConnection.Command>> its = links.get(account.id());
        if (its != null) {
            its.forEach(what);
        }
    }

    @Override
    public void changed(LinkedAccount account, List<InterestChange> changes) {
        tell(account, link -> link.tell(new LeafConnection.Announce(changes)));
    }

    @Override
    public void redefined(LinkedAccount account) {
        tell(account, link -> link.tell(LeafConnection.AccountChanged.INSTANCE));
    }

    @Override
    public void expired(LinkedAccount account) {
        tell(
                account,
                link -> link.tell(new LeafConnection.Leave(
                        io.dialtone.streams.CloseReason.AUTHENTICATION_EXPIRED, "Account Authentication Expired")));
    }
}
