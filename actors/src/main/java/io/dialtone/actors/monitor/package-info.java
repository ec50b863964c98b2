/**
 * What the broker tells about itself: immutable snapshots of the server, its connections, subscriptions and accounts, the
 * queries that select from them, and {@link io.dialtone.actors.monitor.MonitorSource}, through which the HTTP endpoints ask.
 * Selecting, sorting and paging are pure functions of this package; nothing here runs on the data path.
 */
@NullMarked
package io.dialtone.actors.monitor;

import org.jspecify.annotations.NullMarked;
