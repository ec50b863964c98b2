/**
 * Logins that a service decides about, asked through NATS: what it is asked ({@link io.dialtone.accounts.callout.CalloutRequest}), and what
 * its answer is worth ({@link io.dialtone.accounts.callout.CalloutAnswer}). Plain Java without Akka; who sends and who waits is
 * elsewhere.
 */
@NullMarked
package io.dialtone.accounts.callout;

import org.jspecify.annotations.NullMarked;
