/** Contexts: settings of connections under a name, in the files of the {@code nats} command line. */
@NullMarked
package io.dialtone.app.nats.context;

import org.jspecify.annotations.NullMarked;
