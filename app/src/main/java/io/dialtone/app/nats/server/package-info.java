/** What servers say of themselves, in the system account or on their monitoring ports: lists, reports, checks. */
@NullMarked
package io.dialtone.app.nats.server;

import org.jspecify.annotations.NullMarked;
