package io.dialtone.cluster.gateway;

import io.dialtone.cluster.protocol.ServerUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where a remote cluster can be dialled: the addresses of the configuration, which stay, and those it last told of, which the next
 * news replaces. Told apart by {@code host:port}. Immutable.
 */
public final class GatewayUrls {
    private final Map<String, ServerUrl> configured;
    private final List<ServerUrl> all;
    private final String learntScheme;
    private final String user;
    private final String password;

    private GatewayUrls(
            Map<String, ServerUrl> configured, List<ServerUrl> all, String learntScheme, String user, String password) {
        this.configured = configured;
        this.all = all;
        this.learntScheme = learntScheme;
        this.user = user;
        this.password = password;
    }

    /**
     * Those of the configuration; none for a cluster that others told of.
     *
     * @param tls addresses that are learnt are dialled with TLS
     * @param user and password: the gateway block's, for addresses without credentials of their own
     */
    public static GatewayUrls of(List<ServerUrl> configured, boolean tls, String user, String password) {
        Map<String, ServerUrl> byAddress = new LinkedHashMap<>();
        for (ServerUrl url : configured) {
            byAddress.putIfAbsent(url.address(), url.withDefaultCredentials(user, password));
        }
        return new GatewayUrls(byAddress, List.copyOf(byAddress.values()), tls ? "tls" : "nats", user, password);
    }

    /** With these instead of what was learnt before. What is no address is passed over: it came from another server. */
    public GatewayUrls learnt(List<String> addresses) {
        return with(configured, addresses);
    }

    /** With these besides what was learnt before, as gossip brings them. */
    public GatewayUrls alsoLearnt(List<String> addresses) {
        Map<String, ServerUrl> known = new LinkedHashMap<>();
        all.forEach(url -> known.put(url.address(), url));
        return with(known, addresses);
    }

    /** All of them, those of the configuration first. */
    public List<ServerUrl> all() {
        return all;
    }

    /** Any of them; empty when there are none. */
    public Optional<ServerUrl> pick(RandomGenerator random) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private GatewayUrls with(Map<String, ServerUrl> kept, List<String> addresses) {
        Map<String, ServerUrl> merged = new LinkedHashMap<>(kept);
        for (String address : addresses) {
            try {
                ServerUrl url = ServerUrl.parse(learntScheme + "://" + address).withDefaultCredentials(user, password);
                if (url.port() != ServerUrl.NO_PORT) {
                    merged.putIfAbsent(url.address(), url);
                }
            } catch (IllegalArgumentException e) {
                // Nothing to dial.
            }
        }
        return new GatewayUrls(configured, List.copyOf(new ArrayList<>(merged.values())), learntScheme, user, password);
    }
}
