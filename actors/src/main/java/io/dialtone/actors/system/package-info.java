/**
 * The system account: what the server publishes there of itself, the requests it answers, and the ways by which the other
 * accounts may ask about themselves.
 */
@NullMarked
package io.dialtone.actors.system;

import org.jspecify.annotations.NullMarked;
