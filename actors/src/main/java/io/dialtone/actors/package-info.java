/**
 * The broker as actors: the server, its listeners, a connection each, accounts and the shards of their subscriptions. Who
 * owns which state is told in ARCHITECTURE.md; messages never travel from actor to actor here, only what changes state
 * does.
 */
@NullMarked
package io.dialtone.actors;

import org.jspecify.annotations.NullMarked;
