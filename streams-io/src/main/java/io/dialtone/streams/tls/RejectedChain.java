package io.dialtone.streams.tls;

import java.io.Serial;
import java.security.cert.CertPath;
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
import org.jspecify.annotations.Nullable;

/** A peer's certificates that are refused, and why in Go's words; travels inside JSSE's exception. */
final class RejectedChain extends CertificateException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final ArrayList<String> chain;
    private final boolean wrongName;

    private RejectedChain(String reason, X509Certificate[] sent, boolean wrongName, Exception cause) {
        super(reason, cause);
        this.reason = reason;
        this.wrongName = wrongName;
        this.chain = new ArrayList<>(Arrays.stream(sent)
                .map(PeerCertificate::of)
                .map(c -> c.subject() + " SHA-256: " + c.certSha256())
                .toList());
    }

    /** A client's that does not verify. */
    static RejectedChain ofClient(CertificateException why, X509Certificate[] sent) {
        return new RejectedChain(reason(why, sent), sent, false, why);
    }

    /** A server's that does not verify. */
    static RejectedChain ofServer(CertificateException why, X509Certificate[] sent) {
        return new RejectedChain(reason(why, sent), sent, false, badCertificate(why));
    }

    /** A server's that is expired or made out to somebody else. */
    static RejectedChain ofServer(String reason, boolean wrongName, X509Certificate[] sent) {
        return new RejectedChain(reason, sent, wrongName, badCertificate(null));
    }

    /** This cause makes JSSE tell the peer {@code bad_certificate}, which is what Go's clients say of any that they refuse. */
    private static CertPathValidatorException badCertificate(@Nullable CertificateException why) {
        CertPath nowhere = null;
        return new CertPathValidatorException(
                "refused", why, nowhere, -1, CertPathValidatorException.BasicReason.INVALID_SIGNATURE);
    }

    String reason() {
        return reason;
    }

    List<String> chain() {
        return chain;
    }

    /** Whether it is good but made out to somebody else. */
    boolean isWrongName() {
        return wrongName;
    }

    private static String reason(CertificateException e, X509Certificate[] chain) {
        for (X509Certificate c : chain) {
            String outside = outsideValidity(c);
            if (outside != null) {
                return outside;
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

    /** That this is not the time of a certificate; null when it is. */
    static @Nullable String outsideValidity(X509Certificate c) {
        Instant now = Instant.now();
        Instant notAfter = c.getNotAfter().toInstant();
        Instant notBefore = c.getNotBefore().toInstant();
        String expired = "x509: certificate has expired or is not yet valid: current time " + rfc3339(now);
        if (now.isAfter(notAfter)) {
            return expired + " is after " + rfc3339(notAfter);
        }
        return now.isBefore(notBefore) ? expired + " is before " + rfc3339(notBefore) : null;
    }

    private static String rfc3339(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
