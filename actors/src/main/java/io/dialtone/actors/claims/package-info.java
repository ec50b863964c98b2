/**
 * Accounts that operators sign, as a running server has them: loaded when they are needed, changed when somebody brings newer claims,
 * gone when they are over, and kept alike on all servers through the claims subjects of the system account.
 */
@NullMarked
package io.dialtone.actors.claims;

import org.jspecify.annotations.NullMarked;
