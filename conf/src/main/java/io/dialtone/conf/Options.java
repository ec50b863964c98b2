package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Everything a server can be told, immutable. A string that was not given is empty; a block that was not given is {@code null}.
 *
 * @param serverName name shown to clients and peers; empty: the server id
 * @param client the listener for clients
 * @param limits what one connection may use, and its timers
 * @param logging what is logged, and where
 * @param monitoring the HTTP listeners
 * @param process files and ports of the process itself
 * @param lameDuck how a server retires
 * @param authorization who may connect to the global account
 * @param accounts the accounts of the configuration, in its order
 * @param mappings subject mappings of the global account
 * @param stickyQueues queue groups of the global account whose members are chosen by a key
 * @param trust operators, resolver, system account
 * @param cluster routes to the servers of the same cluster
 * @param gateway links to other clusters
 * @param leaf leaf node listener and remotes
 * @param jetStream persistence
 * @param webSocket the listener for WebSocket clients
 * @param mqtt the listener for MQTT clients
 * @param ocsp certificate status stapling and its cache
 * @param openTelemetry where spans of messages are sent
 * @param traits tags, metadata, feature flags and switches of the whole server
 */
public record Options(
        String serverName,
        ClientOptions client,
        LimitOptions limits,
        LoggingOptions logging,
        MonitoringOptions monitoring,
        ProcessOptions process,
        LameDuckOptions lameDuck,
        AuthorizationOptions authorization,
        List<AccountOptions> accounts,
        List<MappingOptions> mappings,
        List<StickyQueueOptions> stickyQueues,
        TrustOptions trust,
        ClusterOptions cluster,
        GatewayOptions gateway,
        LeafOptions leaf,
        JetStreamOptions jetStream,
        WebSocketOptions webSocket,
        MqttOptions mqtt,
        OcspOptions ocsp,
        OpenTelemetryOptions openTelemetry,
        ServerTraits traits) {
    /** Time to authenticate without TLS. */
    public static final Duration DEFAULT_AUTH_TIMEOUT = Duration.ofSeconds(2);

    private static final Options DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public Options {
        accounts = Copies.list(accounts);
        mappings = Copies.list(mappings);
        stickyQueues = Copies.list(stickyQueues);
    }

    /** What holds when nothing is configured. */
    public static Options defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.serverName(...))}. */
    public Options with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.serverName = serverName;
        b.client = client;
        b.limits = limits;
        b.logging = logging;
        b.monitoring = monitoring;
        b.process = process;
        b.lameDuck = lameDuck;
        b.authorization = authorization;
        b.accounts = accounts;
        b.mappings = mappings;
        b.stickyQueues = stickyQueues;
        b.trust = trust;
        b.cluster = cluster;
        b.gateway = gateway;
        b.leaf = leaf;
        b.jetStream = jetStream;
        b.webSocket = webSocket;
        b.mqtt = mqtt;
        b.ocsp = ocsp;
        b.openTelemetry = openTelemetry;
        b.traits = traits;
        return b;
    }

    /** Time that a client has to authenticate: the configured one, else that of TLS and a second, else two seconds. */
    public Duration authTimeout() {
        if (!authorization.timeout().isZero()) {
            return authorization.timeout();
        }
        TlsOptions tls = client.tls();
        return tls == null ? DEFAULT_AUTH_TIMEOUT : tls.timeout().plusSeconds(1);
    }

    /** Address of the HTTP listeners: their own, else that of the client listener. */
    public String monitoringHost() {
        return monitoring.host().isEmpty() ? client.host() : monitoring.host();
    }

    /** Collects the values of a {@link Options}. Not for several threads. */
    public static final class Builder {
        private String serverName = "";
        private ClientOptions client = ClientOptions.defaults();
        private LimitOptions limits = LimitOptions.defaults();
        private LoggingOptions logging = LoggingOptions.defaults();
        private MonitoringOptions monitoring = MonitoringOptions.defaults();
        private ProcessOptions process = ProcessOptions.defaults();
        private LameDuckOptions lameDuck = LameDuckOptions.defaults();
        private AuthorizationOptions authorization = AuthorizationOptions.defaults();
        private List<AccountOptions> accounts = List.of();
        private List<MappingOptions> mappings = List.of();
        private List<StickyQueueOptions> stickyQueues = List.of();
        private TrustOptions trust = TrustOptions.defaults();
        private ClusterOptions cluster = ClusterOptions.defaults();
        private GatewayOptions gateway = GatewayOptions.defaults();
        private LeafOptions leaf = LeafOptions.defaults();
        private JetStreamOptions jetStream = JetStreamOptions.defaults();
        private WebSocketOptions webSocket = WebSocketOptions.defaults();
        private MqttOptions mqtt = MqttOptions.defaults();
        private OcspOptions ocsp = OcspOptions.defaults();
        private OpenTelemetryOptions openTelemetry = OpenTelemetryOptions.defaults();
        private ServerTraits traits = ServerTraits.defaults();

        private Builder() {}

        /** Sets {@link Options#serverName()}. */
        public Builder serverName(String value) {
            this.serverName = value;
            return this;
        }

        /** Sets {@link Options#client()}. */
        public Builder client(ClientOptions value) {
            this.client = value;
            return this;
        }

        /** Changes parts of {@link Options#client()}. */
        public Builder client(UnaryOperator<ClientOptions.Builder> changes) {
            this.client = changes.apply(client.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#limits()}. */
        public Builder limits(LimitOptions value) {
            this.limits = value;
            return this;
        }

        /** Changes parts of {@link Options#limits()}. */
        public Builder limits(UnaryOperator<LimitOptions.Builder> changes) {
            this.limits = changes.apply(limits.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#logging()}. */
        public Builder logging(LoggingOptions value) {
            this.logging = value;
            return this;
        }

        /** Changes parts of {@link Options#logging()}. */
        public Builder logging(UnaryOperator<LoggingOptions.Builder> changes) {
            this.logging = changes.apply(logging.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#monitoring()}. */
        public Builder monitoring(MonitoringOptions value) {
            this.monitoring = value;
            return this;
        }

        /** Changes parts of {@link Options#monitoring()}. */
        public Builder monitoring(UnaryOperator<MonitoringOptions.Builder> changes) {
            this.monitoring = changes.apply(monitoring.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#process()}. */
        public Builder process(ProcessOptions value) {
            this.process = value;
            return this;
        }

        /** Changes parts of {@link Options#process()}. */
        public Builder process(UnaryOperator<ProcessOptions.Builder> changes) {
            this.process = changes.apply(process.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#lameDuck()}. */
        public Builder lameDuck(LameDuckOptions value) {
            this.lameDuck = value;
            return this;
        }

        /** Changes parts of {@link Options#lameDuck()}. */
        public Builder lameDuck(UnaryOperator<LameDuckOptions.Builder> changes) {
            this.lameDuck = changes.apply(lameDuck.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#authorization()}. */
        public Builder authorization(AuthorizationOptions value) {
            this.authorization = value;
            return this;
        }

        /** Changes parts of {@link Options#authorization()}. */
        public Builder authorization(UnaryOperator<AuthorizationOptions.Builder> changes) {
            this.authorization = changes.apply(authorization.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#accounts()}. */
        public Builder accounts(List<AccountOptions> value) {
            this.accounts = value;
            return this;
        }

        /** Sets {@link Options#mappings()}. */
        public Builder mappings(List<MappingOptions> value) {
            this.mappings = value;
            return this;
        }

        /** Sets {@link Options#stickyQueues()}. */
        public Builder stickyQueues(List<StickyQueueOptions> value) {
            this.stickyQueues = value;
            return this;
        }

        /** Sets {@link Options#trust()}. */
        public Builder trust(TrustOptions value) {
            this.trust = value;
            return this;
        }

        /** Changes parts of {@link Options#trust()}. */
        public Builder trust(UnaryOperator<TrustOptions.Builder> changes) {
            this.trust = changes.apply(trust.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#cluster()}. */
        public Builder cluster(ClusterOptions value) {
            this.cluster = value;
            return this;
        }

        /** Changes parts of {@link Options#cluster()}. */
        public Builder cluster(UnaryOperator<ClusterOptions.Builder> changes) {
            this.cluster = changes.apply(cluster.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#gateway()}. */
        public Builder gateway(GatewayOptions value) {
            this.gateway = value;
            return this;
        }

        /** Changes parts of {@link Options#gateway()}. */
        public Builder gateway(UnaryOperator<GatewayOptions.Builder> changes) {
            this.gateway = changes.apply(gateway.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#leaf()}. */
        public Builder leaf(LeafOptions value) {
            this.leaf = value;
            return this;
        }

        /** Changes parts of {@link Options#leaf()}. */
        public Builder leaf(UnaryOperator<LeafOptions.Builder> changes) {
            this.leaf = changes.apply(leaf.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#jetStream()}. */
        public Builder jetStream(JetStreamOptions value) {
            this.jetStream = value;
            return this;
        }

        /** Changes parts of {@link Options#jetStream()}. */
        public Builder jetStream(UnaryOperator<JetStreamOptions.Builder> changes) {
            this.jetStream = changes.apply(jetStream.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#webSocket()}. */
        public Builder webSocket(WebSocketOptions value) {
            this.webSocket = value;
            return this;
        }

        /** Changes parts of {@link Options#webSocket()}. */
        public Builder webSocket(UnaryOperator<WebSocketOptions.Builder> changes) {
            this.webSocket = changes.apply(webSocket.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#mqtt()}. */
        public Builder mqtt(MqttOptions value) {
            this.mqtt = value;
            return this;
        }

        /** Changes parts of {@link Options#mqtt()}. */
        public Builder mqtt(UnaryOperator<MqttOptions.Builder> changes) {
            this.mqtt = changes.apply(mqtt.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#ocsp()}. */
        public Builder ocsp(OcspOptions value) {
            this.ocsp = value;
            return this;
        }

        /** Changes parts of {@link Options#ocsp()}. */
        public Builder ocsp(UnaryOperator<OcspOptions.Builder> changes) {
            this.ocsp = changes.apply(ocsp.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#openTelemetry()}. */
        public Builder openTelemetry(OpenTelemetryOptions value) {
            this.openTelemetry = value;
            return this;
        }

        /** Changes parts of {@link Options#openTelemetry()}. */
        public Builder openTelemetry(UnaryOperator<OpenTelemetryOptions.Builder> changes) {
            this.openTelemetry = changes.apply(openTelemetry.toBuilder()).build();
            return this;
        }

        /** Sets {@link Options#traits()}. */
        public Builder traits(ServerTraits value) {
            this.traits = value;
            return this;
        }

        /** Changes parts of {@link Options#traits()}. */
        public Builder traits(UnaryOperator<ServerTraits.Builder> changes) {
            this.traits = changes.apply(traits.toBuilder()).build();
            return this;
        }

        /** The immutable result. */
        public Options build() {
            return new Options(
                    serverName,
                    client,
                    limits,
                    logging,
                    monitoring,
                    process,
                    lameDuck,
                    authorization,
                    accounts,
                    mappings,
                    stickyQueues,
                    trust,
                    cluster,
                    gateway,
                    leaf,
                    jetStream,
                    webSocket,
                    mqtt,
                    ocsp,
                    openTelemetry,
                    traits);
        }
    }
}
