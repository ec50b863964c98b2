/**
 * The log of the program: Logback set up in code, nats-server's line format or JSON, and the three places a line can go to: standard
 * error, a file that rotates, a syslog.
 */
@NullMarked
package io.dialtone.app.logging;

import org.jspecify.annotations.NullMarked;
