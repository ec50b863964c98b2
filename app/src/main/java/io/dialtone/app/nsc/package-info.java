/**
 * {@code dialtone nsc}: makes operators, accounts and users, and what they allow each other. Works on the same directories as the nsc tool of
 * NATS, so that both can be used side by side; nothing in here needs a running server but pushing and pulling.
 */
@NullMarked
package io.dialtone.app.nsc;

import org.jspecify.annotations.NullMarked;
