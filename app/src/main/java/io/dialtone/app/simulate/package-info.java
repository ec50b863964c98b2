/**
 * Networks that misbehave on purpose: what a supercluster looks like ({@link io.dialtone.app.simulate.Topology}), the configuration of
 * each of its servers ({@link io.dialtone.app.simulate.ServerPlan}), and TCP proxies between them that delay, throttle, stall and cut
 * ({@link io.dialtone.app.simulate.FaultProxy}). Knows no test framework.
 */
@NullMarked
package io.dialtone.app.simulate;

import org.jspecify.annotations.NullMarked;
