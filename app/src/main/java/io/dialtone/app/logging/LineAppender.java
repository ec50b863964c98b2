package io.dialtone.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;

/** Logback's end of the log: turns its events into lines for whatever sink is in use. */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private volatile LogSink sink;

    LineAppender(LogSink sink) {
        this.sink = sink;
        setName("dialtone");
    }

    LogSink sink() {
        return sink;
    }

    /** @return the sink used before */
    LogSink switchTo(LogSink next) {
        LogSink before = sink;
        sink = next;
        return before;
    }

    @Override
    protected void append(ILoggingEvent event) {
        sink.write(new LogLine(
                Label.of(event),
                event.getInstant(),
                event.getFormattedMessage(),
                event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs(),
                event.getThrowableProxy() == null ? null : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
}
