/**
 * What a server shows to those who link it with other servers, and what it asks of them. The links themselves (routes, gateways,
 * leaf nodes) live in a module of their own; a server without them pays nothing.
 */
@NullMarked
package io.dialtone.actors.links;

import org.jspecify.annotations.NullMarked;
