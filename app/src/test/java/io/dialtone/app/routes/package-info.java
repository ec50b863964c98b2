/** Clusters: of brokers in this JVM, and of those with nats-servers of two lines. */
@NullMarked
package io.dialtone.app.routes;

import org.jspecify.annotations.NullMarked;
