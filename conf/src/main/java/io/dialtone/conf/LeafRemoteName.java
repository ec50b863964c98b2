package io.dialtone.conf;

import java.util.List;

/**
 * What tells one remote of leaf nodes from another, over reloads too.
 *
 * @param urls its addresses
 * @param account local account
 * @param credentials file
 * @param nkey seed
 */
public record LeafRemoteName(List<String> urls, String account, String credentials, String nkey) {

    /** The name of a remote. */
    public static LeafRemoteName of(LeafRemoteOptions remote) {
        return new LeafRemoteName(remote.urls(), remote.account(), remote.credentials(), remote.nkey());
    }

    /** As nats-server shows it, without what must stay secret. */
    @Override
    public String toString() {
        List<String> shown = urls.stream()
                .map(url -> GoText.quote(url.replaceAll("://([^:@/]*):[^@/]*@", "://$1:xxxxx@")))
                .toList();
        String identity = nkey.isEmpty() ? "" : ", nkey=\"[REDACTED]\"";
        return "urls=" + GoText.value(shown) + ", account=" + GoText.quote(account)
                + (credentials.isEmpty() ? identity : ", credentials=" + GoText.quote(credentials));
    }
}
