/**
 * Subjects and who wants them: the subscription index with lock-free readers and one writer per slice, queue groups,
 * match results and their caches, subject transforms and mappings. Plain Java without Akka and without I/O, so that it
 * can be read, fuzzed and measured alone.
 */
@NullMarked
package io.dialtone.routing;

import org.jspecify.annotations.NullMarked;
