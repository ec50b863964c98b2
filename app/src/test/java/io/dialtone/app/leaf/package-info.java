/** Leaf nodes: brokers of one process among themselves, and with nats-server on either side of the link. */
@NullMarked
package io.dialtone.app.leaf;

import org.jspecify.annotations.NullMarked;
