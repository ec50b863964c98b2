/** The commands beside the server: the first word of the command line, or the name under which the launcher is linked, picks one. */
@NullMarked
package io.dialtone.app.tools;

import org.jspecify.annotations.NullMarked;
