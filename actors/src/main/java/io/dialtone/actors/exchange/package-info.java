/**
 * Imports at work: services that are asked across accounts, the way back of their answers, how long they take, and what is
 * told of who asks.
 */
@NullMarked
package io.dialtone.actors.exchange;

import org.jspecify.annotations.NullMarked;
