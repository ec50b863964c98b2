/** The log: formats, files, syslog. */
@NullMarked
package io.dialtone.app.logging;

import org.jspecify.annotations.NullMarked;
