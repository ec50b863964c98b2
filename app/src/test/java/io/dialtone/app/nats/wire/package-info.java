/** Tests of the parts of the client tools. */
@NullMarked
package io.dialtone.app.nats.wire;

import org.jspecify.annotations.NullMarked;
