/**
 * Transcripts: files that say what several connections send, and hold what a real nats-server made each of them get. A test plays a file
 * and compares; with {@code -Ddialtone.record=true} it writes the file anew.
 */
@NullMarked
package io.dialtone.app.transcript;

import org.jspecify.annotations.NullMarked;
