/** The table of commands. */
@NullMarked
package io.dialtone.app.tools;

import org.jspecify.annotations.NullMarked;
