package io.dialtone.actors.monitor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection as system events, imported services and latency metrics name it. What is empty, null or 0 is left out of the
 * JSON.
 *
 * @param start when it connected
 * @param host its address
 * @param id its number
 * @param account it belongs to
 * @param service the account whose import a chained request came through
 * @param user name, nkey or the subject of its claims
 * @param name that it gave itself
 * @param rttNanos last measured round-trip time
 * @param server it is connected to
 * @param cluster of that server
 * @param alternates other clusters, the nearest first
 * @param stop when it ended
 * @param jwt its claims
 * @param issuerKey who signed them
 * @param nameTag what people call it
 * @param kind {@code Client} or {@code Leafnode}
 * @param clientType {@code nats}, {@code websocket} or {@code mqtt}
 */
public record ClientInfo(
        @Nullable Instant start,
        String host,
        long id,
        String account,
        String service,
        String user,
        String name,
        String lang,
        String version,
        long rttNanos,
        String server,
        String cluster,
        List<String> alternates,
        @Nullable Instant stop,
        String jwt,
        String issuerKey,
        String nameTag,
        List<String> tags,
        String kind,
        String clientType) {
    /** Copies the lists. */
    public ClientInfo {
        tags = List.copyOf(tags);
        alternates = List.copyOf(alternates);
    }

    /** What a service may know whom nobody shares more with: the account, and how far away. */
    public ClientInfo anonymous() {
        return new ClientInfo(
                null, "", 0, account, service, "", "", "", "", rttNanos, "", "", List.of(), null, "", "", "", List.of(),
                "", "");
    }

    /** The same, in the eyes of an account that is not its own. */
    public ClientInfo of(String otherAccount) {
        return new ClientInfo(
                start,
                host,
                id,
                otherAccount,
                service,
                user,
                name,
                lang,
                version,
                rttNanos,
                server,
                cluster,
                alternates,
                stop,
                jwt,
                issuerKey,
                nameTag,
                tags,
                kind,
                clientType);
    }

    /** The same, come through the import of an account. */
    public ClientInfo through(String importer) {
        return new ClientInfo(
                start,
                host,
                id,
                account,
                importer,
                user,
                name,
                lang,
                version,
                rttNanos,
                server,
                cluster,
                alternates,
                stop,
                jwt,
                issuerKey,
                nameTag,
                tags,
                kind,
                clientType);
    }

    /** The same, with what people call it, or its account, and with how far away it is as far as that is to be told. */
    public ClientInfo tagged(String itsNameTag, long itsRttNanos) {
        return new ClientInfo(
                start,
                host,
                id,
                account,
                service,
                user,
                name,
                lang,
                version,
                itsRttNanos,
                server,
                cluster,
                alternates,
                stop,
                jwt,
                issuerKey,
                itsNameTag,
                tags,
                kind,
                clientType);
    }

    /** The same, with where it is connected. */
    public ClientInfo at(String itsServer, String itsCluster, List<String> otherClusters) {
        return new ClientInfo(
                start,
                host,
                id,
                account,
                service,
                user,
                name,
                lang,
                version,
                rttNanos,
                itsServer,
                itsCluster,
                otherClusters,
                stop,
                jwt,
                issuerKey,
                nameTag,
                tags,
                kind,
                clientType);
    }
}
