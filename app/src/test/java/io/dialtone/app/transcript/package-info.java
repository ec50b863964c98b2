/**
 * Transcripts: files that say what several connections send, and hold what a real nats-server made each of them get. A test plays a file
 * and compares; {@link io.dialtone.app.transcript.TranscriptRecorder} writes one anew.
 */
@NullMarked
package io.dialtone.app.transcript;

import org.jspecify.annotations.NullMarked;
