/**
 * Message tracing: which messages ask to be followed, whether they may be, and the event that tells where they went. A pure
 * model: what is found in the bytes of a header, what is decided, and the JSON that comes out; sending it is up to others.
 */
@NullMarked
package io.dialtone.accounts.trace;

import org.jspecify.annotations.NullMarked;
