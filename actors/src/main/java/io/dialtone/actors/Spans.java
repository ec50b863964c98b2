package io.dialtone.actors;

import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.accounts.trace.TraceParent;
import io.dialtone.actors.spans.MessageSpan;
import io.dialtone.actors.spans.SpanQueue;
import io.dialtone.streams.MessageTracer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Has messages of sampled traces followed for their spans; there is one where somebody takes them. Any thread. */
final class Spans {
    private final MessageSpan.Host host;
    private final SpanQueue queue;

    Spans(ServerContext server, SpanQueue queue) {
        InfoMessage.Server info = server.info();
        this.host = new MessageSpan.Host(info.id(), info.name(), address(server), info.port());
        this.queue = queue;
    }

    /**
     * Follows a message of a sampled trace.
     *
     * @param other who follows it besides; null for nobody
     * @param from who it came from
     * @param subject as it came
     * @param headers bytes of them
     * @param size bytes of headers and payload
     * @return who follows it now
     */
    MessageTracer.@Nullable Run beside(
            MessageTracer.@Nullable Run other,
            TraceParent parent,
            TraceEvent.Party from,
            String account,
            String subject,
            int headers,
            int size) {
        boolean delivered = other == null || other.isRefused() || !other.isTraceOnly();
        // What is only traced has gone nowhere: there is nothing to show.
        return delivered
                ? new SpanRun(this, new SpanNotes(parent, from, account, subject, headers, size), other)
                : other;
    }

    void ended(SpanNotes notes) {
        queue.add(notes.end(host));
    }

    /** No more come; completed when those that wait have been taken. */
    CompletionStage<Void> close() {
        return queue.close();
    }

    /** Nobody connects to the wildcard address: the first address that clients are told of stands for it. */
    private static String address(ServerContext server) {
        String configured = server.info().host();
        if (!configured.isEmpty() && !configured.equals("0.0.0.0") && !configured.equals("::")) {
            return configured;
        }
        List<String> urls = server.ownClientUrls();
        return urls.isEmpty() ? configured : HostAndPort.of(urls.getFirst(), 0).host();
    }
}
