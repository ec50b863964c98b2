/** Connections of a server, live. */
@NullMarked
package io.dialtone.app.nats.top;

import org.jspecify.annotations.NullMarked;
