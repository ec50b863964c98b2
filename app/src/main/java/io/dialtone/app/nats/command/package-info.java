/** What all commands of the client tools have in common: options, how they connect, where they print, and how they end. */
@NullMarked
package io.dialtone.app.nats.command;

import org.jspecify.annotations.NullMarked;
