/** Akka Cluster when nodes cannot reach each other. */
@NullMarked
package io.dialtone.multijvm.membership;

import org.jspecify.annotations.NullMarked;
