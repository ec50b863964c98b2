/**
 * Monitoring over HTTP: nats-server's endpoints ({@code /varz}, {@code /connz} and the others), metrics for Prometheus and probes
 * for an orchestrator, answered from a {@link io.dialtone.actors.monitor.MonitorSource}. Everything runs in an actor system of
 * its own with one small dispatcher, so that a slow or hostile HTTP client takes nothing from the broker; without a
 * monitoring port none of it is loaded.
 */
@NullMarked
package io.dialtone.app.monitor;

import org.jspecify.annotations.NullMarked;
