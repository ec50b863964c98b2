/** Accounts, credentials and rights, on this broker and on nats-server: who sees what, who gets in, and who is told. */
@NullMarked
package io.dialtone.app.security;

import org.jspecify.annotations.NullMarked;
