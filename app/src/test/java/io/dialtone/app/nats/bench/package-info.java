/** Tests of the parts of the client tools. */
@NullMarked
package io.dialtone.app.nats.bench;

import org.jspecify.annotations.NullMarked;
