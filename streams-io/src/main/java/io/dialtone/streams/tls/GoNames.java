package io.dialtone.streams.tls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cipher suites and curves as nats-server's configuration spells them, and as JSSE does. */
public final class GoNames {
    private static final List<String> TLS13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private static final List<String> SECURE = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

    private static final List<String> INSECURE = List.of(
            "TLS_RSA_WITH_RC4_128_SHA",
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
            "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
            "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");

    /** JSSE kept the names of SSL 3 for the suites that it knew then. */
    private static final Map<String, String> JSSE_SUITES = Map.of(
            "TLS_RSA_WITH_RC4_128_SHA", "SSL_RSA_WITH_RC4_128_SHA",
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "SSL_RSA_WITH_3DES_EDE_CBC_SHA");

    /** From the most to the least wanted, as nats-server orders them when nothing is configured. */
    private static final Map<String, String> CURVES = curves();

    private GoNames() {}

    private static Map<String, String> curves() {
        Map<String, String> m = new LinkedHashMap<>();
        m.put("X25519MLKEM768", "X25519MLKEM768");
        m.put("SecP384r1MLKEM1024", "SecP384r1MLKEM1024");
        m.put("SecP256r1MLKEM768", "SecP256r1MLKEM768");
        m.put("X25519", "x25519");
        m.put("CurveP256", "secp256r1");
        m.put("CurveP384", "secp384r1");
        m.put("CurveP521", "secp521r1");
        return m;
    }

    /** Every suite that {@code cipher_suites} knows, the weak ones last. */
    public static List<String> cipherSuites() {
        List<String> all = new ArrayList<>(TLS13);
        all.addAll(SECURE);
        all.addAll(INSECURE);
        return List.copyOf(all);
    }

    /** Every curve that {@code curve_preferences} knows. */
    public static List<String> curveNames() {
        return List.copyOf(CURVES.keySet());
    }

    /** Whether a suite needs {@code allow_insecure_cipher_suites}. */
    public static boolean isInsecure(String suite) {
        return INSECURE.contains(suite);
    }

    /**
     * JSSE's names for configured suites. As in Go the list speaks of TLS 1.2 only: the suites of TLS 1.3 are always on.
     *
     * @param configured Go names; empty for the default
     * @throws TlsConfigurationException for an unknown name, or a weak one that is not allowed
     */
    static List<String> jsseSuites(List<String> configured, boolean allowInsecure) throws TlsConfigurationException {
        List<String> weak = new ArrayList<>();
        List<String> result = new ArrayList<>(TLS13);
        for (String name : configured.isEmpty() ? SECURE : configured) {
            boolean insecure = isInsecure(name);
            if (!insecure && !SECURE.contains(name) && !TLS13.contains(name)) {
                throw new TlsConfigurationException("unrecognized cipher " + name);
            }
            if (insecure) {
                weak.add(name);
            }
            String jsse = JSSE_SUITES.getOrDefault(name, name);
            if (!result.contains(jsse)) {
                result.add(jsse);
            }
        }
        if (!allowInsecure && !weak.isEmpty()) {
            throw new TlsConfigurationException(
                    "insecure cipher suites configured without 'allow_insecure_cipher_suites' option set: "
                            + String.join(", ", weak));
        }
        return result;
    }

    /**
     * JSSE's names for configured curves.
     *
     * @throws TlsConfigurationException for an unknown name
     */
    static List<String> jsseGroups(List<String> configured) throws TlsConfigurationException {
        List<String> result = new ArrayList<>();
        for (String name : configured.isEmpty() ? curveNames() : configured) {
            String jsse = CURVES.get(name);
            if (jsse == null) {
                throw new TlsConfigurationException("unrecognized curve preference " + name);
            }
            result.add(jsse);
        }
        return result;
    }

    /** Go's name of a suite that JSSE negotiated. */
    static String goSuite(String jsse) {
        for (Map.Entry<String, String> e : JSSE_SUITES.entrySet()) {
            if (e.getValue().equals(jsse)) {
                return e.getKey();
            }
        }
        return jsse;
    }

    /** "1.2" for JSSE's "TLSv1.2". */
    static String goVersion(String jsse) {
        return switch (jsse) {
            case "TLSv1" -> "1.0";
            case "TLSv1.1" -> "1.1";
            case "TLSv1.2" -> "1.2";
            case "TLSv1.3" -> "1.3";
            default -> "Unknown [" + jsse.toLowerCase(Locale.ROOT) + "]";
        };
    }

    /** The version number on the wire in hexadecimal, as Go's errors print it. */
    static @Nullable String wireVersion(String jsse) {
        return switch (jsse) {
            case "SSLv3" -> "300";
            case "TLSv1" -> "301";
            case "TLSv1.1" -> "302";
            case "TLSv1.2" -> "303";
            case "TLSv1.3" -> "304";
            default -> null;
        };
    }

    /** Which of the names JSSE knows here, in their order. */
    static List<String> supported(List<String> names, Set<String> available) {
        return names.stream().filter(available::contains).toList();
    }
}
