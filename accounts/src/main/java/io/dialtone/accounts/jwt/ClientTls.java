package io.dialtone.accounts.jwt;

import java.util.List;

/**
 * The TLS session of a client.
 *
 * @param version {@code 1.3}
 * @param cipher name of the cipher suite
 * @param certificates in PEM; those that the client sent, when no chain was verified
 * @param verifiedChains chains of certificates in PEM
 */
public record ClientTls(String version, String cipher, List<String> certificates, List<List<String>> verifiedChains) {
    /** Copies the collections: the record never changes. */
    public ClientTls {
        certificates = Copies.list(certificates);
        verifiedChains = verifiedChains.stream().map(List::copyOf).toList();
    }
}
