package io.dialtone.streams.tls;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * What others may see of a peer's certificate.
 *
 * @param subject its subject as Go prints it
 * @param spkiSha256 lower-case hex SHA-256 of its public key (SubjectPublicKeyInfo, DER); what {@code pinned_certs} lists
 * @param certSha256 lower-case hex SHA-256 of all of it (DER)
 * @param pem all of it as PEM
 */
public record PeerCertificate(String subject, String spkiSha256, String certSha256, String pem) {
    private static final int LINE = 64;

    static PeerCertificate of(X509Certificate certificate) {
        try {
            byte[] der = certificate.getEncoded();
            byte[] spki = Certificate.getInstance(der).getSubjectPublicKeyInfo().getEncoded();
            String subject = DistinguishedName.of(
                            certificate.getSubjectX500Principal().getEncoded())
                    .goSubject();
            return new PeerCertificate(subject, sha256(spki), sha256(der), pem(der));
        } catch (CertificateEncodingException | IOException e) {
            throw new IllegalArgumentException("a certificate that has no encoding", e);
        }
    }

    private static String pem(byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
