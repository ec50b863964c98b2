package io.dialtone.streams.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate is made out to a host, as Go's {@code crypto/x509} sees it: its DNS names or addresses decide, never
 * its common name, and a wildcard stands for exactly the leftmost label.
 */
final class HostNames {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final int MANY = 100;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_-]*");

    private HostNames() {}

    /** Whether it is an address rather than a name; IPv6 without or with brackets. */
    static boolean isAddress(String host) {
        String bare = bare(host);
        return IPV4.matcher(bare).matches() || IPV6.matcher(bare).matches();
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Why the certificate is none of that host, in Go's words; null when it is. */
    static @Nullable String mismatch(X509Certificate certificate, String host) {
        List<String> names = alternatives(certificate, isAddress(host) ? ADDRESS : DNS);
        if (isAddress(host)) {
            String bare = bare(host);
            return names.stream().anyMatch(n -> sameAddress(n, bare)) ? null : wrongAddress(names, bare);
        }
        return names.stream().anyMatch(n -> matches(n, host)) ? null : wrongName(certificate, names, host);
    }

    private static String wrongAddress(List<String> addresses, String host) {
        if (addresses.isEmpty()) {
            return "x509: cannot validate certificate for " + host + " because it doesn't contain any IP SANs";
        }
        if (addresses.size() >= MANY) {
            return "x509: certificate is valid for " + addresses.size() + " IP SANs, but none matched " + host;
        }
        return "x509: certificate is valid for " + String.join(", ", addresses) + ", not " + host;
    }

    private static String wrongName(X509Certificate certificate, List<String> names, String host) {
        if (certificate.getExtensionValue("2.5.29.17") == null && matches(commonName(certificate), host)) {
            return "x509: certificate relies on legacy Common Name field, use SANs instead";
        }
        if (names.size() >= MANY) {
            return "x509: certificate is valid for " + names.size() + " names, but none matched " + host;
        }
        if (names.isEmpty()) {
            return "x509: certificate is not valid for any names, but wanted to match " + host;
        }
        return "x509: certificate is valid for " + String.join(", ", names) + ", not " + host;
    }

    private static String commonName(X509Certificate certificate) {
        String subject = PeerCertificate.of(certificate).subject();
        for (String part : subject.split("[,+]", -1)) {
            if (part.startsWith("CN=")) {
                return part.substring(3);
            }
        }
        return "";
    }

    static boolean matches(String pattern, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String given = pattern.toLowerCase(Locale.ROOT);
        String[] wantedLabels = labels(wanted);
        String[] givenLabels = labels(given);
        if (!isValid(wantedLabels, false) || given.endsWith(".") || !isValid(givenLabels, true)) {
            return !wanted.isEmpty() && !wanted.equals(".") && wanted.equals(given);
        }
        if (wantedLabels.length != givenLabels.length) {
            return false;
        }
        for (int i = 0; i < givenLabels.length; i++) {
            boolean any = i == 0 && givenLabels[i].equals("*");
            if (!any && !givenLabels[i].equals(wantedLabels[i])) {
                return false;
            }
        }
        return true;
    }

    private static String[] labels(String name) {
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).split("\\.", -1);
    }

    private static boolean isValid(String[] labels, boolean wildcard) {
        for (int i = 0; i < labels.length; i++) {
            boolean any = wildcard && i == 0 && labels[i].equals("*");
            if (!any && !LABEL.matcher(labels[i]).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameAddress(String one, String other) {
        try {
            // Both are literals, for which nobody is asked.
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static List<String> alternatives(X509Certificate certificate, int kind) {
        List<String> found = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> one : all) {
                    if (Integer.valueOf(kind).equals(one.get(0))) {
                        found.add(String.valueOf(one.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return found;
    }
}
