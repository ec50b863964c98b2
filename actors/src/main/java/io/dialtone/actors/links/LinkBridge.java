package io.dialtone.actors.links;

import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dialtone.conf.Options;

/** Makes what links a server with others. */
@FunctionalInterface
public interface LinkBridge {
    /** The actor that takes the server's commands; started once, stopped with the server. */
    Behavior<LinkCommand> create(LinkHost host);

    /** Settings of the actor system that links need with these options; empty for none. */
    default Config akkaConfig(Options options) {
        return ConfigFactory.empty();
    }
}
