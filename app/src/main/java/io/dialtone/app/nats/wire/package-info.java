/**
 * A client of NATS servers for tools: blocking, small, soon loaded. What it does for one message costs next to nothing, so that it can measure
 * servers that are faster than most clients.
 */
@NullMarked
package io.dialtone.app.nats.wire;

import org.jspecify.annotations.NullMarked;
