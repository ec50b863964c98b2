package io.dialtone.actors.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account in detail.
 *
 * @param updated when its definition was last applied
 * @param complete false while something it imports is missing
 * @param subscriptions held in its index, those of the server included
 * @param mappings weighted destinations by mapped subject
 * @param nameTag display name
 * @param decoded what its token says; null without one
 * @param responses answers that its services owe others, by the subject that they are expected on
 */
public record AccountInfo(
        String name,
        Instant updated,
        boolean system,
        boolean expired,
        boolean complete,
        boolean jetStream,
        int leafNodes,
        int clients,
        long subscriptions,
        Map<String, List<MapDestination>> mappings,
        List<Export> exports,
        List<Import> imports,
        @Nullable String jwt,
        @Nullable String issuerKey,
        String nameTag,
        List<String> tags,
        @Nullable Decoded decoded,
        SublistStats sublist,
        Map<String, Response> responses) {

    public AccountInfo {
        mappings = Map.copyOf(mappings);
        exports = List.copyOf(exports);
        imports = List.copyOf(imports);
        tags = List.copyOf(tags);
        responses = Map.copyOf(responses);
    }

    /**
     * What a token says.
     *
     * @param json its claims; null where they cannot be written
     * @param issues what is wrong with them now
     * @param revokedUsers until when users' claims are void, by key
     */
    public record Decoded(@Nullable String json, List<Issue> issues, Map<String, Instant> revokedUsers) {
        public Decoded {
            issues = List.copyOf(issues);
            revokedUsers = Map.copyOf(revokedUsers);
        }
    }

    /** Something wrong with claims: whether they cannot be used because of it, and whether it is a matter of time. */
    public record Issue(String description, boolean blocking, boolean timeCheck) {}

    /**
     * An answer that a service owes.
     *
     * @param subject where it goes in the account that asked
     * @param latency what is measured of it, null for nothing
     */
    public record Response(
            String subject,
            String account,
            boolean share,
            @Nullable Latency latency) {}

    /**
     * One destination of a subject mapping.
     *
     * @param weight percent of this destination and those before it together: the last one is 100
     * @param cluster the cluster it is limited to, else null
     */
    public record MapDestination(
            String subject, int weight, @Nullable String cluster) {}

    /**
     * What an account offers.
     *
     * @param responseType {@code Singleton}, {@code Streamed} or {@code Chunked} for a service, null for a stream
     * @param latency null when it is not measured
     * @param approvedAccounts who may import it, empty for all
     * @param tokenRequired whether whoever imports it has to bring a token
     * @param revokedActivations until when such tokens are void, by account
     */
    public record Export(
            String subject,
            ShareType type,
            @Nullable String responseType,
            @Nullable Latency latency,
            List<String> approvedAccounts,
            boolean tokenRequired,
            Map<String, Instant> revokedActivations) {

        public Export {
            approvedAccounts = List.copyOf(approvedAccounts);
            revokedActivations = Map.copyOf(revokedActivations);
        }
    }

    /** How a service's latency is measured: percent of the requests, and the subject that the results go to. */
    public record Latency(int sampling, String results) {}

    /**
     * What an account takes from another.
     *
     * @param to the subject it has in this account, empty for a stream that keeps its own
     * @param latency what the exporter measures of the service, null for nothing
     */
    public record Import(
            String subject,
            String account,
            String to,
            String localSubject,
            ShareType type,
            boolean invalid,
            boolean share,
            boolean tracking,
            @Nullable Latency latency) {}

    /** Stream or service. */
    public enum ShareType {
        STREAM("stream"),
        SERVICE("service");

        private final String text;

        ShareType(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
