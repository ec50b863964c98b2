package io.dialtone.streams.tls;

import java.io.Serial;
import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Verifies client certificates against the configured authorities and says in Go's words why one is refused. */
final class ClientTrust extends X509ExtendedTrustManager {
    /** A refused chain; travels inside JSSE's exception. */
    static final class Rejection extends CertificateException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final ArrayList<String> chain;

        private Rejection(String reason, List<String> chain, CertificateException cause) {
            super(reason, cause);
            this.reason = reason;
            this.chain = new ArrayList<>(chain);
        }

        String reason() {
            return reason;
        }

        List<String> chain() {
            return chain;
        }
    }

    private final X509ExtendedTrustManager pkix;

    ClientTrust(X509ExtendedTrustManager pkix) {
        this.pkix = pkix;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            pkix.checkClientTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            List<String> sent = Arrays.stream(chain)
                    .map(PeerCertificate::of)
                    .map(c -> c.subject() + " SHA-256: " + c.certSha256())
                    .toList();
            throw new Rejection(reason(e, chain), sent, e);
        }
    }

    private static String reason(CertificateException e, X509Certificate[] chain) {
        Instant now = Instant.now();
        for (X509Certificate c : chain) {
            String outside = outsideValidity(c, now);
            if (outside != null) {
                return "x509: certificate has expired or is not yet valid: current time " + rfc3339(now) + outside;
            }
        }
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "x509: certificate has expired or is not yet valid: ";
            }
            if (cause instanceof CertPathValidatorException v
                    && v.getReason() == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
                return "x509: cannot verify signature: insecure algorithm";
            }
            cause = cause.getCause();
        }
        if (String.valueOf(e.getMessage()).contains("xtended key usage")) {
            return "x509: certificate specifies an incompatible key usage";
        }
        return "x509: certificate signed by unknown authority";
    }

    private static @Nullable String outsideValidity(X509Certificate c, Instant now) {
        Instant notAfter = c.getNotAfter().toInstant();
        Instant notBefore = c.getNotBefore().toInstant();
        if (now.isAfter(notAfter)) {
            return " is after " + rfc3339(notAfter);
        }
        return now.isBefore(notBefore) ? " is before " + rfc3339(notBefore) : null;
    }

    private static String rfc3339(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        pkix.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        pkix.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        pkix.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        pkix.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        pkix.checkServerTrusted(chain, authType);
    }
}
