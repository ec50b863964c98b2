/** Measures servers: what they take, deliver, and how long a message is on its way. */
@NullMarked
package io.dialtone.app.nats.bench;

import org.jspecify.annotations.NullMarked;
