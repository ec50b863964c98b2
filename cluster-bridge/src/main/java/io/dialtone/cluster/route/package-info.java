/**
 * The rules of routes, the full mesh inside one cluster: names and how they are agreed on, pools of connections, gossip, when to
 * dial again, what an INFO on a route means.
 */
@NullMarked
package io.dialtone.cluster.route;

import org.jspecify.annotations.NullMarked;
