package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.ServerUrl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The servers that membership says there are, and those it says cannot be reached. Part of {@link Routes}, on its loop. */
final class ExpectedServers {
    private final Map<String, ServerUrl> urls = new HashMap<>();
    /** None of these is in {@link #urls}. */
    private final Set<String> lost = new HashSet<>();

    void expect(String serverId, ServerUrl url) {
        lost.remove(serverId);
        urls.put(serverId, url);
    }

    void lose(String serverId) {
        urls.remove(serverId);
        lost.add(serverId);
    }

    /** Answers whether it was lost. */
    boolean forget(String serverId) {
        urls.remove(serverId);
        return lost.remove(serverId);
    }

    boolean isLost(String serverId) {
        return lost.contains(serverId);
    }

    /** Where to dial a server; null when it is not expected. */
    @Nullable
    ServerUrl url(String serverId) {
        return urls.get(serverId);
    }

    /** Whether some server is expected there. */
    boolean isAt(ServerUrl url) {
        return urls.containsValue(url);
    }
}
