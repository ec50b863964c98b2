package io.dialtone.app.cli;

import io.dialtone.conf.ClusterOptions;
import java.util.Arrays;
import java.util.List;

/** What the cluster flags make of the cluster block. */
final class ClusterOverride {
    private static final String RANDOM_PORT = ":-1";

    private ClusterOverride() {}

    static ClusterOptions apply(FlagValues flags, ClusterOptions configured) throws OverrideException {
        ClusterOptions.Builder cluster = configured.toBuilder();
        if (flags.has(Flag.CLUSTER_LISTEN)) {
            listen(flags.text(Flag.CLUSTER_LISTEN), cluster);
        }
        if (flags.has(Flag.ROUTES)) {
            cluster.routes(routes(flags.text(Flag.ROUTES)));
        }
        if (!flags.text(Flag.CLUSTER_NAME).isEmpty()) {
            cluster.name(flags.text(Flag.CLUSTER_NAME));
        }
        if (!flags.text(Flag.CLUSTER_ADVERTISE).isEmpty()) {
            cluster.advertise(flags.text(Flag.CLUSTER_ADVERTISE));
        }
        if (flags.has(Flag.NO_ADVERTISE)) {
            cluster.noAdvertise(flags.isOn(Flag.NO_ADVERTISE));
        }
        if (flags.number(Flag.CONNECT_RETRIES) != 0) {
            cluster.connectRetries((int) flags.number(Flag.CONNECT_RETRIES));
        }
        ClusterOptions result = cluster.build();
        if (!result.routes().isEmpty() && result.port() == 0) {
            throw new OverrideException("solicited routes require cluster capabilities, e.g. --cluster");
        }
        return result;
    }

    private static List<String> routes(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(route -> !route.isEmpty())
                .toList();
    }

    /** {@code scheme://[user:password@]host:port}; nothing: no listener. Not a {@code URI}: that knows no port -1. */
    private static void listen(String text, ClusterOptions.Builder cluster) throws OverrideException {
        if (text.isEmpty()) {
            cluster.port(0);
            return;
        }
        int scheme = text.indexOf("://");
        String address = scheme < 0 ? "" : text.substring(scheme + 3);
        int at = address.lastIndexOf('@');
        credentials(address.substring(0, Math.max(at, 0)), cluster);
        String hostPort = address.substring(at + 1);
        int colon = hostPort.lastIndexOf(':');
        if (colon < 0 || hostPort.endsWith("]")) {
            throw new OverrideException("address " + hostPort + ": missing port in address");
        }
        String host = hostPort.substring(0, colon);
        cluster.host(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        cluster.port(port(text, hostPort, colon));
    }

    private static int port(String text, String hostPort, int colon) throws OverrideException {
        if (hostPort.endsWith(RANDOM_PORT)) {
            return -1;
        }
        try {
            return Integer.parseUnsignedInt(hostPort.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new OverrideException(
                    "parse \"" + text + "\": invalid port \"" + hostPort.substring(colon) + "\" after host");
        }
    }

    private static void credentials(String text, ClusterOptions.Builder cluster) throws OverrideException {
        int colon = text.indexOf(':');
        if (colon < 0 && !text.isEmpty()) {
            throw new OverrideException("expected cluster password to be set");
        }
        cluster.user(colon < 0 ? "" : text.substring(0, colon));
        cluster.password(text.substring(colon + 1));
    }
}
