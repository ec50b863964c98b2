/**
 * What servers tell each other about themselves: INFO and CONNECT of routes, gateways and leaf nodes, and what follows from
 * them before a link has a kind. Immutable values; the codecs write what nats-server 2.15 writes and read what any version
 * sends.
 */
@NullMarked
package io.dialtone.cluster.protocol;

import org.jspecify.annotations.NullMarked;
