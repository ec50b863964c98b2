package io.dialtone.embedded.junit;

import java.nio.file.Path;

/** An extension in a field; says what {@link NatsServerTest} says elsewhere. Not for several threads. */
public final class NatsServerExtensionBuilder {
    private NatsServerTest.Lifecycle lifecycle = Plan.DEFAULT.lifecycle();
    private String configuration = "";
    private String file = "";
    private int servers = 1;
    private int clusters = 1;
    private NatsServerTest.Tls tls = NatsServerTest.Tls.NONE;
    private boolean operator;
    private ServerSetup setup = new ServerSetup.Nothing();

    NatsServerExtensionBuilder() {}

    /** How long servers live. */
    public NatsServerExtensionBuilder lifecycle(NatsServerTest.Lifecycle value) {
        lifecycle = value;
        return this;
    }

    /** Configuration of every server, in nats-server's configuration language. */
    public NatsServerExtensionBuilder configuration(String text) {
        configuration = text;
        return this;
    }

    /** A configuration file instead. */
    public NatsServerExtensionBuilder file(Path path) {
        file = path.toString();
        return this;
    }

    /** Servers of each cluster; one server alone is not in a cluster. */
    public NatsServerExtensionBuilder servers(int number) {
        servers = number;
        return this;
    }

    /** Clusters, linked by gateways. */
    public NatsServerExtensionBuilder clusters(int number) {
        clusters = number;
        return this;
    }

    /** TLS for clients, with certificates that are made for the tests and thrown away. */
    public NatsServerExtensionBuilder tls(NatsServerTest.Tls value) {
        tls = value;
        return this;
    }

    /** Accounts and users come from claims, under a {@link TestOperator} made for the tests. */
    public NatsServerExtensionBuilder operator() {
        operator = true;
        return this;
    }

    /** What is to be said in code about each server. */
    public NatsServerExtensionBuilder setup(ServerSetup value) {
        setup = value;
        return this;
    }

    /** The extension; its servers start before the tests do. */
    public NatsServerExtension build() {
        ServerSetup said = setup;
        return new NatsServerExtension(
                new Plan(lifecycle, configuration, file, servers, clusters, tls, operator, () -> said));
    }
}
