/**
 * The data path of a connection on Akka Streams: event loops that are Akka dispatchers, sockets, framing (bytes to
 * operations), routing of what was read into the outboxes of its targets, and the writing of outboxes. Everything that
 * belongs to one connection runs on the one event loop the connection was given to.
 */
@NullMarked
package io.dialtone.streams;

import org.jspecify.annotations.NullMarked;
