package io.dialtone.actors.links;

import java.util.Collection;
import java.util.List;

/** The leaf links there are. Any thread. */
@FunctionalInterface
public interface LeafMonitor {
    /** What a server without leaf nodes shows. */
    LeafMonitor NONE = List::of;

    /** The links that are registered with an account. */
    Collection<? extends LeafView> leafs();
}
