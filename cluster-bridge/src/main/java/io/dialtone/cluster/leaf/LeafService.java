package io.dialtone.cluster.leaf;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.conf.Options;

/** The leaf nodes of a server, as its links start and end them. */
public final class LeafService {
    private LeafService() {}

    /** Whether a server has leaf nodes, or is one. */
    public static boolean isWanted(Options options) {
        return options.leaf().port() != 0 || !options.leaf().remotes().isEmpty();
    }

    /** Takes what the server asks of all its links. */
    public static Behavior<LinkCommand> create(LinkHost host, LeafAddresses addresses) {
        return Behaviors.transformMessages(
                LinkCommand.class,
                LeafNodes.create(host, addresses),
                builder -> builder.matchAny(command -> switch (command) {
                    case LinkCommand.Start s -> new LeafNodes.Start(s.ready());
                    case LinkCommand.Reload r -> new LeafNodes.Reload(r.before(), r.now(), r.done());
                    // Leaf links stay until the end, and nobody is told.
                    case LinkCommand.LameDuck ignored -> LeafNodes.Retiring.INSTANCE;
                    case LinkCommand.Stop s -> new LeafNodes.Stop(s.done());
                }));
    }
}
