/** The process: start, signals, files, reload; the ones that start the packaged program are named *IT. */
@NullMarked
package io.dialtone.app.process;

import org.jspecify.annotations.NullMarked;
