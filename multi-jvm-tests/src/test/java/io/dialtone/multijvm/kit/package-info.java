/**
 * Clusters, superclusters and leaf trees of real server processes, with a {@link io.dialtone.app.simulate.FaultProxy} on every link
 * between them, numbered traffic over them, and checks of what arrived.
 */
@NullMarked
package io.dialtone.multijvm.kit;

import org.jspecify.annotations.NullMarked;
