/** Manual pages and shell completion, made from the commands themselves: what is not in a command is not in them, and the other way round. */
@NullMarked
package io.dialtone.app.nats.manual;

import org.jspecify.annotations.NullMarked;
