/** What a user can find out about the connection and the account, without the system account. */
@NullMarked
package io.dialtone.app.nats.account;

import org.jspecify.annotations.NullMarked;
