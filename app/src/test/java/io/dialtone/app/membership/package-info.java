/** Servers of one JVM that find each other through Akka Cluster. */
@NullMarked
package io.dialtone.app.membership;

import org.jspecify.annotations.NullMarked;
