package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import io.dialtone.conf.KeyTable.Kind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The tls block, which has the same keys wherever it stands. */
final class TlsKeys {
    /** What the block is for. */
    enum Context {
        /** Clients, leaf nodes, WebSocket, MQTT, resolver. */
        CLIENTS,
        /** Routes and gateways, which may compare certificates with the configured URLs. */
        LINKS
    }

    /** Wait of {@code handshake_first: auto} before INFO is sent. */
    private static final Duration AUTO_FALLBACK = Duration.ofMillis(50);

    private static final Pattern SHA256 = Pattern.compile("[a-f0-9]{64}");
    private static final String PREFIX = "error parsing tls config, ";

    private static final KeyTable<TlsOptions.Builder> CLIENT_TABLE = table(Context.CLIENTS);
    private static final KeyTable<TlsOptions.Builder> LINK_TABLE = table(Context.LINKS);

    private static final KeyTable<String[]> PAIR = new KeyTable<String[]>(
                    "tls.certs", "error parsing tls certs config, unknown field %s")
            .key("cert_file", "2.10.8", YES, "-", pairFile(0))
            .key("key_file", "2.10.8", YES, "-", pairFile(1));

    private TlsKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(LINK_TABLE, PAIR, OcspKeys.PEER);
    }

    static TlsOptions read(Reading in, Node value, Context context) {
        KeyTable<TlsOptions.Builder> table = context == Context.CLIENTS ? CLIENT_TABLE : LINK_TABLE;
        int before = in.errors().size();
        TlsOptions tls =
                table.read(in, Reading.map(value), TlsOptions.builder()).build();
        if (in.errors().size() == before) {
            checkTogether(value, tls);
            checkFiles(value, tls);
        }
        return tls;
    }

    private static KeyTable<TlsOptions.Builder> table(Context context) {
        return new KeyTable<TlsOptions.Builder>("tls", PREFIX + "unknown field %s")
                .key("cert_file", "0.7.0", YES, "-", file("cert_file", (b, v) -> b.certFile(v)))
                .key("key_file", "0.7.0", YES, "-", file("key_file", (b, v) -> b.keyFile(v)))
                .key("ca_file", "0.7.0", YES, "-", file("ca_file", (b, v) -> b.caFile(v)))
                .key("certs certificates", "2.10.8", YES, "-", Kinds.of("[{cert_file, key_file}]", TlsKeys::certs))
                .key("cipher_suites", "0.7.0", YES, "all but the weak", Kinds.of("[] names", TlsKeys::ciphers))
                .key("curve_preferences", "1.0.0", YES, "all", Kinds.of("[] names", TlsKeys::curves))
                .key("timeout", "0.7.0", YES, "2s", Kinds.of("seconds or duration", TlsKeys::timeout))
                .key("verify", "0.7.0", YES, "false", flag("verify", (b, v) -> b.verify(v)))
                .key("insecure", "2.0.0", YES, "false", flag("insecure", (b, v) -> b.insecure(v)))
                .key("verify_and_map", "2.0.0", YES, "false", flag("verify_and_map", TlsKeys::map))
                .key("verify_cert_and_check_known_urls", "2.2.0", YES, "false", knownUrls(context))
                .key("connection_rate_limit", "2.7.0", NO, "0 = unlimited", Kinds.of("integer", TlsKeys::rateLimit))
                .key("pinned_certs", "2.2.5", YES, "any", Kinds.of("[] hex SHA-256", TlsKeys::pinned))
                .key(
                        "handshake_first first immediate",
                        "2.10.0",
                        YES,
                        "false",
                        Kinds.of("bool, auto or duration", TlsKeys::handshakeFirst))
                .key("min_version", "2.10.21", YES, "1.2", Kinds.of("\"1.2\" or \"1.3\"", TlsKeys::minVersion))
                .key(
                        "allow_insecure_cipher_suites",
                        "2.12.0",
                        YES,
                        "false",
                        flag("allow_insecure_cipher_suites", (b, v) -> b.allowInsecureCipherSuites(v)))
                .key("ocsp_peer", "2.9.21", YES, "off", Kinds.of("bool or {}", OcspKeys::peer))
                .key("cert_store", "2.9.20", NO, "-", Kinds.of("string, Windows only", TlsKeys::windowsOnly))
                .key("cert_match_by", "2.9.20", NO, "-", Kinds.of("string, Windows only", TlsKeys::windowsOnly))
                .key("cert_match", "2.9.20", NO, "-", Kinds.of("string, Windows only", TlsKeys::windowsOnly))
                .key(
                        "cert_match_skip_invalid",
                        "2.10.23",
                        NO,
                        "-",
                        Kinds.of("bool, Windows only", TlsKeys::windowsOnly))
                .key(
                        "ca_certs_match",
                        "2.10.23",
                        NO,
                        "-",
                        Kinds.of("string or [], Windows only", TlsKeys::windowsOnly));
    }

    private static Kind<TlsOptions.Builder> file(String key, BiConsumer<TlsOptions.Builder, String> set) {
        return Kinds.of("file", (in, v, b) -> {
            if (!(v.value() instanceof String path)) {
                throw Reading.failure(v, PREFIX + "expected '" + key + "' to be filename");
            }
            set.accept(b, path);
        });
    }

    private static Kind<TlsOptions.Builder> flag(String key, BiConsumer<TlsOptions.Builder, Boolean> set) {
        return Kinds.of("bool", (in, v, b) -> {
            if (!(v.value() instanceof Boolean on)) {
                throw Reading.failure(v, PREFIX + "expected '" + key + "' to be a boolean");
            }
            set.accept(b, on);
        });
    }

    private static void map(TlsOptions.Builder tls, boolean on) {
        tls.verifyAndMap(on);
        if (on) {
            tls.verify(true);
        }
    }

    private static Kind<TlsOptions.Builder> knownUrls(Context context) {
        String key = "verify_cert_and_check_known_urls";
        return Kinds.of("bool, routes and gateways only", (in, v, b) -> {
            flag(key, (tls, on) -> tls.checkKnownUrls(on)).binder().bind(in, v, b);
            if (Reading.bool(v)) {
                if (context == Context.CLIENTS) {
                    throw Reading.failure(v, key + " not supported in this context");
                }
                b.verify(true);
            }
        });
    }

    private static Kind<String[]> pairFile(int index) {
        return Kinds.of("file", (in, v, b) -> {
            if (!(v.value() instanceof String path)) {
                throw certsType(v);
            }
            b[index] = path;
        });
    }

    private static Reading.WrongType certsType(Node at) {
        return Reading.failure(at, "error parsing certificates config: unsupported type " + GoText.type(at));
    }

    private static void certs(Reading in, Node value, TlsOptions.Builder tls) {
        List<Node> list = value.asList();
        if (list == null) {
            throw certsType(value);
        }
        List<CertificatePair> pairs = new ArrayList<>();
        for (Node element : list) {
            Map<String, Node> pair = element.asMap();
            if (pair == null) {
                throw certsType(element);
            }
            String[] files = PAIR.read(in, pair, new String[] {"", ""});
            if (files[0].isEmpty() || files[1].isEmpty()) {
                throw Reading.failure(
                        lastOf(element, pair),
                        "error parsing certificates config: both 'cert_file' and 'cert_key' options are required");
            }
            pairs.add(new CertificatePair(files[0], files[1]));
        }
        tls.certs(pairs);
    }

    /** An entry has no name of its own, so what is missing in it is reported where its last key stands. */
    private static Node lastOf(Node element, Map<String, Node> entry) {
        Node last = element;
        for (Node value : entry.values()) {
            last = value;
        }
        return last;
    }

    private static List<Node> names(Node value, String key) {
        List<Node> names = Reading.list(value);
        if (names.isEmpty()) {
            throw Reading.failure(value, PREFIX + "'" + key + "' cannot be empty");
        }
        return names;
    }

    private static void ciphers(Reading in, Node value, TlsOptions.Builder tls) {
        List<String> suites = new ArrayList<>();
        for (Node element : names(value, "cipher_suites")) {
            String suite = Reading.text(element);
            if (!TlsNames.isCipherSuite(suite)) {
                throw Reading.failure(element, "unrecognized cipher " + suite);
            }
            suites.add(suite);
        }
        tls.cipherSuites(suites);
    }

    private static void curves(Reading in, Node value, TlsOptions.Builder tls) {
        List<String> curves = new ArrayList<>();
        for (Node element : names(value, "curve_preferences")) {
            String curve = Reading.text(element);
            if (!TlsNames.CURVES.contains(curve)) {
                throw Reading.failure(element, "unrecognized curve preference " + curve);
            }
            curves.add(curve);
        }
        tls.curvePreferences(curves);
    }

    private static void timeout(Reading in, Node value, TlsOptions.Builder tls) {
        Duration timeout = Reading.seconds("tls", value);
        tls.timeout(timeout.isZero() ? TlsOptions.DEFAULT_TIMEOUT : timeout);
    }

    private static void rateLimit(Reading in, Node value, TlsOptions.Builder tls) {
        if (!(value.value() instanceof Long limit)) {
            throw Reading.failure(value, PREFIX + "'connection_rate_limit' wrong type");
        }
        tls.connectionRateLimit(limit);
    }

    private static void pinned(Reading in, Node value, TlsOptions.Builder tls) {
        String what = "hex-encoded sha256 of DER encoded SubjectPublicKeyInfo";
        List<Node> list = value.asList();
        if (list == null) {
            throw Reading.failure(value, PREFIX + "expected 'pinned_certs' to be a list of " + what);
        }
        Set<String> pinned = new LinkedHashSet<>();
        for (Node element : list) {
            String digest = Reading.text(element).toLowerCase(Locale.ROOT);
            if (!SHA256.matcher(digest).matches()) {
                throw Reading.failure(element, PREFIX + "'pinned_certs' key " + digest + " does not look like " + what);
            }
            pinned.add(digest);
        }
        tls.pinnedCerts(pinned);
    }

    private static void handshakeFirst(Reading in, Node value, TlsOptions.Builder tls) {
        if (value.value() instanceof Boolean on) {
            tls.handshakeFirst(on);
            return;
        }
        if (!(value.value() instanceof String text)) {
            throw Reading.failure(
                    value, "field \"handshake_first\" should be a boolean or a string, got " + GoText.type(value));
        }
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on" -> tls.handshakeFirst(true);
            case "false", "off" -> tls.handshakeFirst(false);
            case "auto", "auto_fallback" -> tls.handshakeFirst(true).handshakeFirstFallback(AUTO_FALLBACK);
            default -> {
                try {
                    tls.handshakeFirst(true).handshakeFirstFallback(GoDuration.parse(text));
                } catch (IllegalArgumentException e) {
                    String shown = "field \"handshake_first\"'s value " + GoText.quote(text) + " is invalid";
                    throw Reading.failure(value, shown);
                }
            }
        }
    }

    private static void minVersion(Reading in, Node value, TlsOptions.Builder tls) {
        if (!(value.value() instanceof String version)) {
            String shown = "error parsing tls config: 'min_version' wrong type: " + GoText.value(value);
            throw Reading.failure(value, shown);
        }
        switch (version) {
            case "1.2", "1.3" -> tls.minVersion(version);
            case "1.0", "1.1" ->
                throw Reading.failure(value, "error parsing tls config: unsupported TLS version: TLS " + version);
            default -> throw Reading.failure(value, "error parsing tls config: unknown version: " + version);
        }
    }

    private static void windowsOnly(Reading in, Node value, TlsOptions.Builder tls) {
        throw Reading.failure(value, "cert_store not compatible with current operating system");
    }

    private static void checkTogether(Node at, TlsOptions tls) {
        if (!tls.certs().isEmpty() && !tls.certFile().isEmpty()) {
            throw Reading.failure(at, PREFIX + "cannot combine 'cert_file' option with 'certs' option");
        }
        List<String> weak =
                tls.cipherSuites().stream().filter(TlsNames::isInsecure).toList();
        if (!weak.isEmpty() && !tls.allowInsecureCipherSuites()) {
            throw Reading.failure(
                    at,
                    "insecure cipher suites configured without 'allow_insecure_cipher_suites' option set: "
                            + String.join(", ", weak));
        }
        if (!tls.certFile().isEmpty() && tls.keyFile().isEmpty()) {
            throw Reading.failure(at, "missing 'key_file' in TLS configuration");
        }
        if (tls.certFile().isEmpty() && !tls.keyFile().isEmpty()) {
            throw Reading.failure(at, "missing 'cert_file' in TLS configuration");
        }
    }

    /** Whether the files are there; what is in them is for the one who loads them to judge. */
    private static void checkFiles(Node at, TlsOptions tls) {
        String prefix = "error parsing X509 certificate/key pair";
        checkFile(at, prefix + ": ", tls.certFile());
        checkFile(at, prefix + ": ", tls.keyFile());
        for (int i = 0; i < tls.certs().size(); i++) {
            String which = prefix + " " + (i + 1) + "/" + tls.certs().size() + ": ";
            checkFile(at, which, tls.certs().get(i).certFile());
            checkFile(at, which, tls.certs().get(i).keyFile());
        }
        checkFile(at, "", tls.caFile());
    }

    private static void checkFile(Node at, String prefix, String file) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Path path = Path.of(file);
            if (!Files.exists(path)) {
                throw Reading.failure(at, prefix + "open " + file + ": no such file or directory");
            }
            if (!Files.isReadable(path)) {
                throw Reading.failure(at, prefix + "open " + file + ": permission denied");
            }
        } catch (InvalidPathException e) {
            throw Reading.failure(at, prefix + "open " + file + ": invalid argument");
        }
    }
}
