/** Tests of the parts of the client tools. */
@NullMarked
package io.dialtone.app.nats.manual;

import org.jspecify.annotations.NullMarked;
