/**
 * Who belongs to the cluster, through Akka Cluster: members become routes, those that cannot be reached lose them, and accounts
 * that are pushed to one server come to all. Akka Cluster runs in an actor system of its own, which is made anew when the
 * others have given this node up; the server goes on meanwhile.
 */
@NullMarked
package io.dialtone.cluster.membership;

import org.jspecify.annotations.NullMarked;
