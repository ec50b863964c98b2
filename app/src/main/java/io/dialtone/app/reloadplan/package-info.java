/** The command {@code reload-plan}: what a reload would do, before it is done. */
@NullMarked
package io.dialtone.app.reloadplan;

import org.jspecify.annotations.NullMarked;
