/** The command {@code nk}. */
@NullMarked
package io.dialtone.app.nk;

import org.jspecify.annotations.NullMarked;
