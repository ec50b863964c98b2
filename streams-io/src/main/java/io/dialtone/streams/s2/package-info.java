/**
 * The S2 stream format, in which servers compress the links between them: an encoder and a decoder, each fed with bytes as
 * they come and bounded in what it keeps. Nothing here knows of streams or sockets.
 */
@NullMarked
package io.dialtone.streams.s2;

import org.jspecify.annotations.NullMarked;
