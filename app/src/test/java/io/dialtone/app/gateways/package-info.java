/** Superclusters: of brokers in this JVM, with nats-servers of two lines, and with clusters that a test plays itself. */
@NullMarked
package io.dialtone.app.gateways;

import org.jspecify.annotations.NullMarked;
