/** Tests of the client tools as commands: against this broker and against nats-server, and beside the {@code nats} command line. */
@NullMarked
package io.dialtone.app.nats;

import org.jspecify.annotations.NullMarked;
