package io.dialtone.accounts;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to be let in.
 *
 * @param credentials from CONNECT
 * @param type how the client is connected
 * @param nonce the text that INFO asked to be signed; empty: none was sent
 * @param certificate names in the certificate that the client showed and that was verified; null: none
 * @param address of the client, without port; empty: not known
 */
public record Login(
        Credentials credentials,
        ConnectionType type,
        String nonce,
        @Nullable CertificateNames certificate,
        String address) {
    /** An attempt from an address that does not matter. */
    public Login(Credentials credentials, ConnectionType type, String nonce, @Nullable CertificateNames certificate) {
        this(credentials, type, nonce, certificate, "");
    }

    /** An attempt over a plain connection without a nonce. */
    public static Login of(Credentials credentials) {
        return new Login(credentials, ConnectionType.STANDARD, "", null);
    }
}
