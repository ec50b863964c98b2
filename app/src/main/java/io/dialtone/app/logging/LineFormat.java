package io.dialtone.app.logging;

/** Makes the bytes of a line, without its end. For one thread at a time: its sink sees to that. */
interface LineFormat {
    byte[] format(LogLine line);
}
