/** The commands that keep contexts. */
@NullMarked
package io.dialtone.app.nats.contexts;

import org.jspecify.annotations.NullMarked;
