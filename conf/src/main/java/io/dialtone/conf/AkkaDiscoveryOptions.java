package io.dialtone.conf;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How the nodes of an Akka Cluster find each other without seed nodes: Akka Management's bootstrap asks each node that is found who it knows.
 *
 * @param method where nodes are looked up
 * @param service name that is looked up; with Kubernetes, the value of the pods' label
 * @param portName name of the management port in the answers; empty: not asked for
 * @param protocol with the port name, for SRV records
 * @param nameservers host[:port] of those that are asked, with DNS; empty: those of the machine
 * @param namespace of the pods; empty: the one this pod runs in
 * @param labelSelector which pods; empty: those with the label {@code app} of the service's name
 * @param caFile certificates that the Kubernetes API's is verified with; empty: where pods have them
 * @param tokenFile who this server is for that API; empty: where pods have it
 * @param endpoints host:port of the management port of each node, when looked up in the configuration
 * @param requiredContactPoints nodes that must be found before a cluster is formed
 * @param managementHost address of the management port
 * @param managementPort on which nodes ask each other
 * @param managementAdvertise host[:port] of the management port as the others see it; empty: that of Artery, and the port
 */
public record AkkaDiscoveryOptions(
        Method method,
        String service,
        String portName,
        String protocol,
        List<String> nameservers,
        String namespace,
        String labelSelector,
        String caFile,
        String tokenFile,
        List<String> endpoints,
        int requiredContactPoints,
        String managementHost,
        int managementPort,
        String managementAdvertise) {
    /** Where nodes are looked up. */
    public enum Method {
        CONFIG,
        DNS,
        KUBERNETES
    }

    /** Default of {@code requiredContactPoints}. */
    public static final int DEFAULT_REQUIRED_CONTACT_POINTS = 2;

    /** Default of {@code managementPort}: Akka Management's usual one. */
    public static final int DEFAULT_MANAGEMENT_PORT = 8558;

    private static final AkkaDiscoveryOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public AkkaDiscoveryOptions {
        nameservers = Copies.list(nameservers);
        endpoints = Copies.list(endpoints);
    }

    /** What holds when nothing is configured. */
    public static AkkaDiscoveryOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes. */
    public AkkaDiscoveryOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.method = method;
        b.service = service;
        b.portName = portName;
        b.protocol = protocol;
        b.nameservers = nameservers;
        b.namespace = namespace;
        b.labelSelector = labelSelector;
        b.caFile = caFile;
        b.tokenFile = tokenFile;
        b.endpoints = endpoints;
        b.requiredContactPoints = requiredContactPoints;
        b.managementHost = managementHost;
        b.managementPort = managementPort;
        b.managementAdvertise = managementAdvertise;
        return b;
    }

    /** Collects the values of a {@link AkkaDiscoveryOptions}. Not for several threads. */
    public static final class Builder {
        private Method method = Method.CONFIG;
        private String service = "";
        private String portName = "";
        private String protocol = "tcp";
        private List<String> nameservers = List.of();
        private String namespace = "";
        private String labelSelector = "";
        private String caFile = "";
        private String tokenFile = "";
        private List<String> endpoints = List.of();
        private int requiredContactPoints = DEFAULT_REQUIRED_CONTACT_POINTS;
        private String managementHost = AkkaOptions.DEFAULT_HOST;
        private int managementPort = DEFAULT_MANAGEMENT_PORT;
        private String managementAdvertise = "";

        private Builder() {}

        /** Sets {@link AkkaDiscoveryOptions#method()}. */
        public Builder method(Method value) {
            this.method = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#service()}. */
        public Builder service(String value) {
            this.service = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#portName()}. */
        public Builder portName(String value) {
            this.portName = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#protocol()}. */
        public Builder protocol(String value) {
            this.protocol = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#nameservers()}. */
        public Builder nameservers(List<String> value) {
            this.nameservers = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#namespace()}. */
        public Builder namespace(String value) {
            this.namespace = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#labelSelector()}. */
        public Builder labelSelector(String value) {
            this.labelSelector = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#caFile()}. */
        public Builder caFile(String value) {
            this.caFile = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#tokenFile()}. */
        public Builder tokenFile(String value) {
            this.tokenFile = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#endpoints()}. */
        public Builder endpoints(List<String> value) {
            this.endpoints = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#requiredContactPoints()}. */
        public Builder requiredContactPoints(int value) {
            this.requiredContactPoints = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#managementHost()}. */
        public Builder managementHost(String value) {
            this.managementHost = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#managementPort()}. */
        public Builder managementPort(int value) {
            this.managementPort = value;
            return this;
        }

        /** Sets {@link AkkaDiscoveryOptions#managementAdvertise()}. */
        public Builder managementAdvertise(String value) {
            this.managementAdvertise = value;
            return this;
        }

        /** The immutable result. */
        public AkkaDiscoveryOptions build() {
            return new AkkaDiscoveryOptions(
                    method,
                    service,
                    portName,
                    protocol,
                    nameservers,
                    namespace,
                    labelSelector,
                    caFile,
                    tokenFile,
                    endpoints,
                    requiredContactPoints,
                    managementHost,
                    managementPort,
                    managementAdvertise);
        }
    }
}
