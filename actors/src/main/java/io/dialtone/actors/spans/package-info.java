/**
 * Spans: what a server did with each message that belongs to a sampled distributed trace, for a tracing system. A pure model and
 * the queue between the event loops, which never wait, and whoever takes the spans, which may.
 */
@NullMarked
package io.dialtone.actors.spans;

import org.jspecify.annotations.NullMarked;
