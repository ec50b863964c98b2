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
        SublistStats sublist) {

    public AccountInfo {
        mappings = Map.copyOf(mappings);
        exports = List.copyOf(exports);
        imports = List.copyOf(imports);
        tags = List.copyOf(tags);
    }

    /**
     * One destination of a subject mapping.
     *
     * @param weight percent
     * @param cluster the cluster it is limited to, else null
     */
    public record MapDestination(String subject, int weight, @Nullable String cluster) {}

    /** What an account offers. */
    public record Export(String subject, ShareType type, List<String> approvedAccounts) {

        public Export {
            approvedAccounts = List.copyOf(approvedAccounts);
        }
    }

    /** What an account takes from another. */
    public record Import(
            String subject,
            String account,
            String to,
            String localSubject,
            ShareType type,
            boolean invalid,
            boolean share,
            boolean tracking) {}

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
