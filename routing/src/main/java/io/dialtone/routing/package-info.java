/**
 * Subjects and what is done with them: syntax, matching, transforms and weighted mappings, and the index that finds
 * the subscriptions of a published subject. Plain Java on bytes, without Akka, so that it can be read and measured alone.
 */
@NullMarked
package io.dialtone.routing;

import org.jspecify.annotations.NullMarked;
