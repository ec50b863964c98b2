package io.dialtone.opentelemetry.otlp;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the spans that have ended until they are taken. The server has its own queue, with a bound and a count of what is lost, so
 * there is no second one here. For one thread.
 */
final class EndedSpans implements SpanProcessor {
    private final List<SpanData> ended = new ArrayList<>();

    List<SpanData> take() {
        List<SpanData> taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
        // Of interest when it has ended.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
