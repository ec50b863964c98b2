/**
 * What makes a broker a Unix process: its socket bound early, signals, pid file, ports file, configuration read again, the order in
 * which all of it starts and ends.
 */
@NullMarked
package io.dialtone.app.process;

import org.jspecify.annotations.NullMarked;
