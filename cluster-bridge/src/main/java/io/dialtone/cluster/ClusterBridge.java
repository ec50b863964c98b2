package io.dialtone.cluster;

import akka.actor.typed.Behavior;
import io.dialtone.actors.links.LinkBridge;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.actors.links.LinkHost;

/** Links servers as nats-server does: routes within a cluster, gateways between clusters, leaf nodes. */
public final class ClusterBridge implements LinkBridge {
    @Override
    public Behavior<LinkCommand> create(LinkHost host) {
        return Links.create(host);
    }
}
