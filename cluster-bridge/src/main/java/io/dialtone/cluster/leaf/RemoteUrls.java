package io.dialtone.cluster.leaf;

import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a leaf node can dial its hub: first what the hub told, then what is configured. One after the other is tried, and the one
 * that was tried last goes to the end. One owner at a time.
 */
public final class RemoteUrls {
    private static final int DEFAULT_PORT = 7422;

    private final List<ServerUrl> configured;
    private final boolean webSocket;
    private final String learntScheme;
    private final String user;
    private final String password;
    private List<ServerUrl> urls;
    private @Nullable ServerUrl current;

    private RemoteUrls(List<ServerUrl> configured, List<ServerUrl> urls, boolean tls) {
        this.configured = configured;
        this.urls = urls;
        this.webSocket = isWebSocket(configured.getFirst());
        this.learntScheme = webSocket ? tls ? "wss" : "ws" : "nats-leaf";
        ServerUrl withUser =
                urls.stream().filter(url -> !url.user().isEmpty()).findFirst().orElse(configured.getFirst());
        this.user = withUser.user();
        this.password = withUser.password();
    }

    /**
     * Of a remote of the configuration.
     *
     * @param configured at least one; either all are of WebSockets or none is
     * @param shuffle null: in the order of the configuration
     * @param tls the remote has TLS
     */
    public static RemoteUrls of(List<ServerUrl> configured, @Nullable Random shuffle, boolean tls) {
        List<ServerUrl> all = configured.stream()
                .map(url -> url.withDefaultPort(DEFAULT_PORT))
                .toList();
        List<ServerUrl> urls = new ArrayList<>(all);
        if (shuffle != null) {
            Collections.shuffle(urls, shuffle);
        }
        boolean secure = tls || all.stream().anyMatch(url -> url.scheme().equals("wss"));
        return new RemoteUrls(all, urls, secure);
    }

    /** The one to be dialled now. */
    public ServerUrl next() {
        if (urls.size() > 1 && urls.getFirst().equals(current)) {
            Collections.rotate(urls, -1);
        }
        ServerUrl chosen = urls.getFirst();
        current = chosen;
        return chosen.withDefaultCredentials(user, password);
    }

    /**
     * The hub told where it, and the other servers of its cluster, can be reached. Nothing changes when it told of no address; what is
     * no address is passed over.
     */
    public void learnt(ServerInfo info) {
        List<String> leafUrls = info.leafNodeUrls();
        List<String> told = webSocket ? info.wsConnectUrls() : leafUrls == null ? List.of() : leafUrls;
        if (told.isEmpty()) {
            return;
        }
        Set<String> known = configured.stream().map(ServerUrl::address).collect(Collectors.toSet());
        List<ServerUrl> changed = new ArrayList<>();
        for (String address : told) {
            ServerUrl url = parsed(address);
            if (url != null && !known.contains(url.address())) {
                changed.add(url);
            }
        }
        changed.addAll(configured);
        urls = changed;
    }

    /** All of them, in the order in which they would be dialled. */
    public List<ServerUrl> all() {
        return List.copyOf(urls);
    }

    private @Nullable ServerUrl parsed(String address) {
        try {
            return ServerUrl.parse(learntScheme + "://" + address).withDefaultPort(DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isWebSocket(ServerUrl url) {
        return url.scheme().equals("ws") || url.scheme().equals("wss");
    }
}
