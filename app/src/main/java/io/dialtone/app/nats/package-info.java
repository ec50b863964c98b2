/** The client tools as commands of the launcher: which there are, and how one of them is found, filled and run. */
@NullMarked
package io.dialtone.app.nats;

import org.jspecify.annotations.NullMarked;
