package io.dialtone.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of a span and of its events: those of OpenTelemetry's semantic conventions for messaging where there is one, else
 * NATS's own.
 */
final class SpanAttributes {
    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<Boolean> TEMPORARY = AttributeKey.booleanKey("messaging.destination.temporary");
    static final AttributeKey<Long> BODY_SIZE = AttributeKey.longKey("messaging.message.body.size");
    static final AttributeKey<Long> ENVELOPE_SIZE = AttributeKey.longKey("messaging.message.envelope.size");
    static final AttributeKey<String> CLIENT_ID = AttributeKey.stringKey("messaging.client.id");
    static final AttributeKey<String> CONSUMER_GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> SERVER_ID = AttributeKey.stringKey("nats.server.id");
    static final AttributeKey<String> SERVER_NAME = AttributeKey.stringKey("nats.server.name");
    static final AttributeKey<String> ACCOUNT = AttributeKey.stringKey("nats.account");
    static final AttributeKey<String> FROM_KIND = AttributeKey.stringKey("nats.from.kind");
    static final AttributeKey<String> FROM_NAME = AttributeKey.stringKey("nats.from.name");
    static final AttributeKey<Long> CLIENTS = AttributeKey.longKey("nats.delivered.clients");
    static final AttributeKey<Long> QUEUE_GROUPS = AttributeKey.longKey("nats.delivered.queue_groups");
    static final AttributeKey<Long> ROUTES = AttributeKey.longKey("nats.delivered.routes");
    static final AttributeKey<Long> GATEWAYS = AttributeKey.longKey("nats.delivered.gateways");
    static final AttributeKey<Long> LEAF_NODES = AttributeKey.longKey("nats.delivered.leafnodes");
    static final AttributeKey<Long> REFUSED = AttributeKey.longKey("nats.delivered.refused");

    static final AttributeKey<String> SUBJECT = AttributeKey.stringKey("nats.subject");
    static final AttributeKey<String> LINK_KIND = AttributeKey.stringKey("nats.link.kind");
    static final AttributeKey<String> LINK_SERVER = AttributeKey.stringKey("nats.link.server");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("nats.reason");

    private SpanAttributes() {}
}
