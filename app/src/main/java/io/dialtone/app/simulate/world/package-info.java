/** A simulated supercluster that runs: its servers, in this JVM or in processes of their own, and the distances between them. */
@NullMarked
package io.dialtone.app.simulate.world;

import org.jspecify.annotations.NullMarked;
