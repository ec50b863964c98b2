/**
 * The configuration: nats-server's language read with positions, the tables of its keys, immutable {@link io.dialtone.conf.Options}
 * with a builder for every block, what may not stand together, and the difference between two configurations for a reload. Plain
 * data without Akka: {@link io.dialtone.conf.OptionsFile} reads, {@link io.dialtone.conf.StartupValidation} judges,
 * {@link io.dialtone.conf.ReloadPlan} compares. A string that was not given is empty, a block that was not given is null.
 */
@NullMarked
package io.dialtone.conf;

import org.jspecify.annotations.NullMarked;
