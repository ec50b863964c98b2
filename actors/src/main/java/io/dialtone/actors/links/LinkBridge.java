package io.dialtone.actors.links;

import akka.actor.typed.Behavior;

/** Makes what links a server with others. */
@FunctionalInterface
public interface LinkBridge {
    /** The actor that takes the server's commands; started once, stopped with the server. */
    Behavior<LinkCommand> create(LinkHost host);
}
