/** The command line. */
@NullMarked
package io.dialtone.app.cli;

import org.jspecify.annotations.NullMarked;
