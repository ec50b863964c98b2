package io.dialtone.conf;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where spans of messages are sent.
 *
 * @param endpoint URL of a receiver of OTLP over HTTP; empty: none, and there are no spans
 * @param serviceName by which the server is known there
 * @param requestHeaders of each request
 * @param attributes of the server, beside its name
 * @param timeout of a request
 * @param interval so long a span waits for others to go with it
 * @param maxQueue so many spans may wait, what comes then is dropped
 */
public record OpenTelemetryOptions(
        String endpoint,
        String serviceName,
        Map<String, String> requestHeaders,
        Map<String, String> attributes,
        Duration timeout,
        Duration interval,
        int maxQueue) {
    /** The {@code endpoint} of a block that names none. */
    public static final String USUAL_ENDPOINT = "http://127.0.0.1:4318";

    /** Default of {@code serviceName}. */
    public static final String DEFAULT_SERVICE_NAME = "dialtone";

    /** Default of {@code timeout}: of a request. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Default of {@code interval}: so long a span waits for others to go with it. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    /** Default of {@code maxQueue}: so many spans may wait. */
    public static final int DEFAULT_MAX_QUEUE = 8192;

    private static final OpenTelemetryOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public OpenTelemetryOptions {
        requestHeaders = Copies.map(requestHeaders);
        attributes = Copies.map(attributes);
    }

    /** What holds when nothing is configured. */
    public static OpenTelemetryOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.endpoint(...))}. */
    public OpenTelemetryOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.endpoint = endpoint;
        b.serviceName = serviceName;
        b.requestHeaders = requestHeaders;
        b.attributes = attributes;
        b.timeout = timeout;
        b.interval = interval;
        b.maxQueue = maxQueue;
        return b;
    }

    /** Whether spans are wanted. */
    public boolean isOn() {
        return !endpoint.isEmpty();
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link OpenTelemetryOptions}. Not for several threads. */
    public static final class Builder {
        private String endpoint = "";
        private String serviceName = DEFAULT_SERVICE_NAME;
        private Map<String, String> requestHeaders = Map.of();
        private Map<String, String> attributes = Map.of();
        private Duration timeout = DEFAULT_TIMEOUT;
        private Duration interval = DEFAULT_INTERVAL;
        private int maxQueue = DEFAULT_MAX_QUEUE;

        private Builder() {}

        /** Sets {@link OpenTelemetryOptions#endpoint()}. */
        public Builder endpoint(String value) {
            this.endpoint = value;
            return this;
        }

        /** Sets {@link OpenTelemetryOptions#serviceName()}. */
        public Builder serviceName(String value) {
            this.serviceName = value;
            return this;
        }

        /** Sets {@link OpenTelemetryOptions#requestHeaders()}. */
        public Builder requestHeaders(Map<String, String> value) {
            this.requestHeaders = value;
            return this;
        }

        /** Sets {@link OpenTelemetryOptions#attributes()}. */
        public Builder attributes(Map<String, String> value) {
            this.attributes = value;
            return this;
        }

        /** Sets {@link OpenTelemetryOptions#timeout()}. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /** Sets {@link OpenTelemetryOptions#interval()}. */
        public Builder interval(Duration value) {
            this.interval = value;
            return this;
        }

        /** Sets {@link OpenTelemetryOptions#maxQueue()}. */
        public Builder maxQueue(int value) {
            this.maxQueue = value;
            return this;
        }

        /** The immutable result. */
        public OpenTelemetryOptions build() {
            return new OpenTelemetryOptions(
                    endpoint, serviceName, requestHeaders, attributes, timeout, interval, maxQueue);
        }
    }
}
