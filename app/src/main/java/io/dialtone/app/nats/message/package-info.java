/** Messages from the command line: publish, subscribe, request, reply. */
@NullMarked
package io.dialtone.app.nats.message;

import org.jspecify.annotations.NullMarked;
