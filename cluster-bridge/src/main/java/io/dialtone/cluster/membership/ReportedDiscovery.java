package io.dialtone.cluster.membership;

import akka.actor.ExtendedActorSystem;
import akka.actor.setup.Setup;
import akka.actor.typed.ActorRef;
import akka.discovery.Discovery;
import akka.discovery.Lookup;
import akka.discovery.ServiceDiscovery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * Looks other nodes up in one of Akka's ways, and tells {@link Membership} what comes of it: Akka itself says that only where its own
 * warnings are heard, and an administrator whose servers do not find each other must be told why. Made by Akka, which finds its name in
 * {@link NodeConfig}.
 */
final class ReportedDiscovery extends ServiceDiscovery {
    /** How Akka calls it in its settings. */
    static final String METHOD = "dialtone";

    /** Setting: the way that is gone. */
    static final String BY = "akka.discovery." + METHOD + ".by";

    private final ExtendedActorSystem system;
    private final ActorRef<Membership.Command> membership;

    /** Who is told. */
    static final class Report extends Setup {
        private final ActorRef<Membership.Command> membership;

        Report(ActorRef<Membership.Command> membership) {
            this.membership = membership;
        }
    }

    ReportedDiscovery(ExtendedActorSystem system) {
        this.system = system;
        this.membership = system.settings()
                .setup()
                .get(Report.class)
                .orElseThrow(() -> new IllegalStateException("nobody to tell"))
                .membership;
    }

    @Override
    public Future<Resolved> lookup(Lookup query, FiniteDuration timeout) {
        Future<Resolved> answer = ask(query, timeout);
        FutureConverters.asJava(answer)
                .whenComplete((found, failure) ->
                        membership.tell(new Membership.LookedUp(query.serviceName(), names(found), failure)));
        return answer;
    }

    private Future<Resolved> ask(Lookup query, FiniteDuration timeout) {
        try {
            // Not earlier: Akka makes one such object at a time, and makes this one now. It keeps what it has made.
            String way = system.settings().config().getString(BY);
            return Discovery.get(system).loadServiceDiscovery(way).lookup(query, timeout);
        } catch (RuntimeException e) {
            return FutureConverters.asScala(CompletableFuture.<Resolved>failedFuture(e));
        }
    }

    private static List<String> names(@Nullable Resolved found) {
        if (found == null) {
            return List.of();
        }
        return CollectionConverters.asJava(found.addresses()).stream()
                .map(target -> target.host()
                        + (target.port().isEmpty() ? "" : ":" + target.port().get()))
                .sorted()
                .toList();
    }
}
