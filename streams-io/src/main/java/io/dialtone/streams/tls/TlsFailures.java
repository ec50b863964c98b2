package io.dialtone.streams.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what JSSE throws into {@link TlsFailure}s. */
final class TlsFailures {
    private static final String PEER_ALERT = "Received fatal alert: ";
    private static final Pattern OFFERED = Pattern.compile("client supported protocol versions\\s*\\[([^]]*)]");

    /** JSSE's names of alerts to Go's, where an underscore instead of a blank is not all that differs. */
    private static final Map<String, String> ALERTS = Map.ofEntries(
            Map.entry("bad_record_mac", "bad record MAC"),
            Map.entry("decryption_failed", "decryption failed"),
            Map.entry("certificate_revoked", "revoked certificate"),
            Map.entry("certificate_expired", "expired certificate"),
            Map.entry("certificate_unknown", "unknown certificate"),
            Map.entry("unknown_ca", "unknown certificate authority"),
            Map.entry("decode_error", "error decoding message"),
            Map.entry("decrypt_error", "error decrypting message"),
            Map.entry("protocol_version", "protocol version not supported"),
            Map.entry("insufficient_security", "insufficient security level"),
            Map.entry("user_canceled", "user canceled"),
            Map.entry("unrecognized_name", "unrecognized name"),
            Map.entry("unknown_psk_identity", "unknown PSK identity"),
            Map.entry("no_application_protocol", "no application protocol"));

    private TlsFailures() {}

    static TlsFailure of(Throwable thrown) {
        RejectedChain rejection = rejection(thrown);
        if (rejection != null) {
            return new TlsFailure.CertificateRejected(rejection.reason(), rejection.chain(), rejection.isWrongName());
        }
        String message = String.valueOf(thrown.getMessage());
        int alert = message.indexOf(PEER_ALERT);
        if (alert >= 0) {
            return new TlsFailure.PeerAlert(goAlert(message.substring(alert + PEER_ALERT.length())));
        }
        if (message.contains("Empty client certificate chain")) {
            return new TlsFailure.NoClientCertificate();
        }
        Matcher offered = OFFERED.matcher(message);
        if (offered.find()) {
            return new TlsFailure.Broken(
                    "client offered only unsupported versions: " + wireVersions(String.valueOf(offered.group(1))));
        }
        if (message.contains("no cipher suites in common")) {
            return new TlsFailure.Broken("no cipher suite supported by both client and server");
        }
        return new TlsFailure.Broken(message);
    }

    private static @Nullable RejectedChain rejection(Throwable thrown) {
        Throwable t = thrown;
        for (int depth = 0; t != null && depth < 8; depth++) {
            if (t instanceof RejectedChain r) {
                return r;
            }
            t = t.getCause();
        }
        return null;
    }

    static String goAlert(String jsse) {
        String name = jsse.strip();
        String known = ALERTS.get(name);
        return known != null ? known : name.replace('_', ' ');
    }

    private static String wireVersions(String jsse) {
        List<String> versions = new ArrayList<>();
        for (String name : jsse.split(",", -1)) {
            String version = GoNames.wireVersion(name.strip());
            if (version != null) {
                versions.add(version);
            }
        }
        return "[" + String.join(" ", versions) + "]";
    }
}
