/** One script played on this broker and on a real nats-server, and the two transcripts compared; skipped, and said so, when there is no nats-server. */
@NullMarked
package io.dialtone.app.differential;

import org.jspecify.annotations.NullMarked;
