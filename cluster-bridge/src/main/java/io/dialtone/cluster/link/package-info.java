/** What routes, gateways and leaf nodes have in common: a connection to another server, its pings, its listener, its dialling. */
@NullMarked
package io.dialtone.cluster.link;

import org.jspecify.annotations.NullMarked;
