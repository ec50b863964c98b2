package io.dialtone.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.gateway.GatewayService;
import io.dialtone.cluster.leaf.LeafService;
import io.dialtone.cluster.membership.MembershipService;
import io.dialtone.cluster.route.RoutePeers;
import io.dialtone.cluster.route.RouteService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parent of all links of a server: passes on what the server asks to those that its options want. Made by the server; stops
 * with it.
 */
final class Links extends AbstractBehavior<LinkCommand> {
    /** Long enough for the sockets of what failed to be closed. */
    private static final Duration FIRST_RESTART = Duration.ofMillis(200);

    private static final Duration LAST_RESTART = Duration.ofSeconds(10);
    private static final double RESTART_SPREAD = 0.2;

    private final LinkHost host;
    private final Neighbours neighbours = new Neighbours();
    private final List<ActorRef<LinkCommand>> kinds = new ArrayList<>();
    private boolean hasLeafs;

    static Behavior<LinkCommand> create(LinkHost host) {
        return Behaviors.setup(context -> new Links(context, host));
    }

    private Links(ActorContext<LinkCommand> context, LinkHost host) {
        super(context);
        this.host = host;
        // Routes tell where gateways and leaf nodes connect, so those come first.
        if (LeafService.isWanted(host.options())) {
            startLeafs();
        }
        if (!host.options().gateway().name().isEmpty()) {
            start(GatewayService.create(host, neighbours), "gateways");
        }
        if (host.options().cluster().port() != 0) {
            ActorRef<LinkCommand> routes = start(RouteService.create(host, neighbours), "routes");
            if (host.options().cluster().akka() != null) {
                start(MembershipService.create(host, RoutePeers.of(routes)), "membership");
            }
        }
    }

    private ActorRef<LinkCommand> startLeafs() {
        hasLeafs = true;
        return start(LeafService.create(host, neighbours.leafs()), "leafs");
    }

    private ActorRef<LinkCommand> start(Behavior<LinkCommand> kind, String name) {
        ActorRef<LinkCommand> started = getContext()
                .spawn(
                        supervised(kind),
                        name,
                        DispatcherSelector.fromConfig(host.loops().dispatcher(0)));
        kinds.add(started);
        return started;
    }

    /**
     * One that fails ends its links and its listener with it, and begins anew: binds its port, dials, and takes the interest of the
     * others as they tell it again.
     */
    private static Behavior<LinkCommand> supervised(Behavior<LinkCommand> kind) {
        return Behaviors.supervise(StartedAgain.around(kind))
                .onFailure(
                        RuntimeException.class,
                        SupervisorStrategy.restartWithBackoff(FIRST_RESTART, LAST_RESTART, RESTART_SPREAD));
    }

    @Override
    public Receive<LinkCommand> createReceive() {
        return newReceiveBuilder().onMessage(LinkCommand.class, this::onCommand).build();
    }

    private Behavior<LinkCommand> onCommand(LinkCommand command) {
        switch (command) {
            case LinkCommand.Start s -> all(LinkCommand.Start::new, s.ready());
            case LinkCommand.Reload r -> reload(r);
            case LinkCommand.LameDuck ignored -> kinds.forEach(kind -> kind.tell(command));
            case LinkCommand.Stop s -> all(LinkCommand.Stop::new, s.done());
        }
        return this;
    }

    private void reload(LinkCommand.Reload r) {
        all(done -> new LinkCommand.Reload(r.before(), r.now(), done), r.done());
        // The one kind that a reload may bring: all others take a restart.
        if (!hasLeafs && LeafService.isWanted(r.now())) {
            CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
            startLeafs().tell(new LinkCommand.Start(ready));
            var unused = ready.whenComplete((ignored, failure) -> {
                if (failure != null) {
                    host.log().error("Reloading leaf nodes failed: " + failure.getMessage());
                }
            });
        }
    }

    private void all(
            Function<CompletableFuture<@Nullable Void>, LinkCommand> command, CompletableFuture<@Nullable Void> done) {
        List<CompletableFuture<@Nullable Void>> parts = new ArrayList<>();
        for (ActorRef<LinkCommand> kind : kinds) {
            CompletableFuture<@Nullable Void> part = new CompletableFuture<>();
            parts.add(part);
            kind.tell(command.apply(part));
        }
        CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).whenComplete((ignored, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                Throwable cause = failure.getCause();
                done.completeExceptionally(cause == null ? failure : cause);
            }
        });
    }
}
