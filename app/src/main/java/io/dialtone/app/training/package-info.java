/** A short life of a server, from which the JVM learns what to have ready at the next start. */
@NullMarked
package io.dialtone.app.training;

import org.jspecify.annotations.NullMarked;
