/**
 * The command line: the flags of nats-server under the rules of Go's flag package, what they ask for, and how they change options.
 */
@NullMarked
package io.dialtone.app.cli;

import org.jspecify.annotations.NullMarked;
