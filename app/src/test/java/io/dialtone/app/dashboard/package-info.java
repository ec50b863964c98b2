/** The dashboard of the monitoring port, in a real browser. */
@NullMarked
package io.dialtone.app.dashboard;

import org.jspecify.annotations.NullMarked;
