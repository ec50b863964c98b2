package io.dialtone.app.telemetry;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.time.Duration;

/** A trace that somebody has begun and sampled, and messages that belong to it. */
final class SampledTrace {
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    static final String PARENT = "b7ad6b7169203331";
    static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";

    private SampledTrace() {}

    static void publish(Connection from, String subject, String parent) {
        publish(from, subject, null, parent);
    }

    static void publish(Connection from, String subject, String reply, String parent) {
        Headers headers = new Headers();
        headers.add("traceparent", parent);
        headers.add("tracestate", "vendor=x");
        from.publish(NatsMessage.builder()
                .subject(subject)
                .replyTo(reply)
                .headers(headers)
                .data("hello")
                .build());
    }

    /** The next message if it comes soon. */
    static Message next(Subscription from) {
        try {
            return from.nextMessage(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
