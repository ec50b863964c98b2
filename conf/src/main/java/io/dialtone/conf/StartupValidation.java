package io.dialtone.conf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is wrong between options that are right by themselves. Runs when a server starts and when it reloads, after the command
 * line has been applied; checking a file alone does not need it.
 */
public final class StartupValidation {
    private static final int MAX_RTT_THRESHOLDS = 4;
    private static final Set<String> MODES =
            Set.of("not supported", "off", "accept", "s2_auto", "s2_fast", "s2_better", "s2_best");

    private final Options options;
    private final List<String> problems = new ArrayList<>();

    private StartupValidation(Options options) {
        this.options = options;
    }

    /** Everything that is wrong, in the order and words of nats-server, which stops at the first; empty when all is well. */
    public static List<String> problems(Options options) {
        StartupValidation check = new StartupValidation(options);
        check.limits();
        check.monitoring();
        check.leafNodes();
        check.users();
        check.gateway();
        check.cluster();
        check.mqtt();
        check.jetStream();
        check.webSocket();
        check.systemAccount();
        return List.copyOf(check.problems);
    }

    private void when(boolean wrong, String problem) {
        if (wrong) {
            problems.add(problem);
        }
    }

    private void limits() {
        LameDuckOptions duck = options.lameDuck();
        if (duck.gracePeriod().compareTo(duck.duration()) >= 0) {
            problems.add("lame duck grace period (" + GoDuration.format(duck.gracePeriod())
                    + ") should be strictly lower than lame duck duration (" + GoDuration.format(duck.duration())
                    + ")");
        }
        LimitOptions limits = options.limits();
        when(
                limits.maxPayload() > limits.maxPending(),
                "max_payload (" + limits.maxPayload() + ") cannot be higher than max_pending (" + limits.maxPending()
                        + ")");
        when(options.serverName().contains(" "), "server name cannot contain spaces");
    }

    /** Our own keys. */
    private void monitoring() {
        MonitoringOptions monitoring = options.monitoring();
        when(
                monitoring.user().isEmpty() != monitoring.password().isEmpty(),
                "http_user and http_password belong together");
        when(monitoring.verify() && monitoring.httpsPort() == 0, "https_verify needs https");
    }

    private boolean operatorMode() {
        return !options.trust().operators().isEmpty();
    }

    private void leafNodes() {
        LeafOptions leaf = options.leaf();
        String users = authorizationProblem(leaf);
        when(!users.isEmpty(), users);
        if (operatorMode()) {
            when(!leaf.users().isEmpty(), "operator mode does not allow specifying users in leafnode config");
        } else {
            leafAccounts(leaf);
        }
        compression(leaf.compression());
        for (LeafRemoteOptions remote : leaf.remotes()) {
            mixedUrls(remote);
            CompressionOptions compression = remote.compression();
            if (compression != null) {
                compression(compression);
            }
        }
        boolean gateway =
                !options.gateway().name().isEmpty() || options.gateway().port() != 0;
        when(
                leaf.port() != 0 && gateway && options.trust().systemAccount().isEmpty(),
                "leaf nodes and gateways (both being defined) require a system account to also be configured");
    }

    /** What is contradictory in the users of leaf nodes, or empty. */
    static String authorizationProblem(LeafOptions leaf) {
        if (leaf.users().isEmpty()) {
            return "";
        }
        if (!leaf.user().isEmpty()) {
            return "can not have a single user/pass and a users array";
        }
        if (!leaf.nkey().isEmpty()) {
            return "can not have a single nkey and a users array";
        }
        Set<String> names = new HashSet<>();
        for (UserOptions user : leaf.users()) {
            if (!names.add(user.username())) {
                return "duplicate user " + GoText.quote(user.username()) + " detected in leafnode authorization";
            }
        }
        return "";
    }

    private void leafAccounts(LeafOptions leaf) {
        Set<String> known = new HashSet<>(Set.of("", "$G"));
        for (AccountOptions account : options.accounts()) {
            known.add(account.name());
        }
        if (options.trust().systemAccount().isEmpty() && !options.trust().noSystemAccount()) {
            known.add("$SYS");
        }
        mustBeKnown(leaf.account(), known, "authorization");
        for (UserOptions user : leaf.users()) {
            mustBeKnown(user.account(), known, "authorization");
        }
        for (LeafRemoteOptions remote : leaf.remotes()) {
            mustBeKnown(remote.account(), known, "remote");
        }
    }

    private void mustBeKnown(String account, Set<String> known, String where) {
        if (!known.contains(account)) {
            problems.add("cannot find local account " + GoText.quote(account) + " specified in leafnode " + where);
        }
    }

    private void mixedUrls(LeafRemoteOptions remote) {
        long webSockets = remote.urls().stream()
                .map(u -> u.toLowerCase(Locale.ROOT))
                .filter(u -> u.startsWith("ws://") || u.startsWith("wss://"))
                .count();
        when(
                webSockets > 0 && webSockets < remote.urls().size(),
                "remote leaf node configuration cannot have a mix of websocket and non-websocket urls: "
                        + GoText.quote(remote.urls()));
    }

    private void compression(CompressionOptions compression) {
        String mode = compression.mode();
        if (!MODES.contains(mode)) {
            when(!mode.isEmpty(), "unsupported compression mode " + GoText.quote(mode));
            return;
        }
        if (!mode.equals("s2_auto")) {
            return;
        }
        List<Duration> given = compression.rttThresholds();
        List<Duration> rising = new ArrayList<>();
        boolean ascending = true;
        for (Duration threshold : given) {
            if (threshold.compareTo(Duration.ZERO) > 0) {
                ascending &= rising.isEmpty() || rising.get(rising.size() - 1).compareTo(threshold) <= 0;
                rising.add(threshold);
            }
        }
        if (!ascending) {
            problems.add("RTT threshold values " + GoText.value(given) + " should be in ascending order");
        }
        if (rising.size() > MAX_RTT_THRESHOLDS) {
            problems.add("compression mode " + GoText.quote(mode) + " should have no more than 4 RTT thresholds: "
                    + GoText.value(given));
        }
        if (rising.isEmpty()) {
            problems.add("compression mode " + GoText.quote(mode) + " requires at least one RTT threshold");
        }
    }

    private void users() {
        noAuthUser(options.authorization().noAuthUser());
        when(
                !operatorMode() && !options.trust().defaultSentinel().isEmpty(),
                "default sentinel requires operators and accounts");
        if (!operatorMode()) {
            return;
        }
        // the claims of a single operator may name one
        when(
                options.trust().resolver() == null
                        && options.trust().operators().size() > 1,
                "operators require an account resolver to be configured");
        when(!options.accounts().isEmpty(), "operators do not allow Accounts to be configured directly");
        when(hasUsers(), "operators do not allow users to be configured directly");
        when(!options.trust().trustedKeys().isEmpty(), "conflicting options for 'TrustedKeys' and 'TrustedOperators'");
        when(
                options.authorization().callout() != null,
                "operators do not allow authorization callouts to be configured directly");
    }

    private Stream<UserOptions> allUsers() {
        return Stream.concat(
                options.authorization().users().stream(),
                options.accounts().stream().flatMap(a -> a.users().stream()));
    }

    private boolean hasUsers() {
        return allUsers().findAny().isPresent();
    }

    private void noAuthUser(String name) {
        if (name.isEmpty()) {
            return;
        }
        if (operatorMode()) {
            problems.add("no_auth_user not compatible with Trusted Operator");
            return;
        }
        if (!hasUsers()) {
            problems.add("no_auth_user: \"" + name + "\" present, but users/nkeys are not defined");
            return;
        }
        boolean known =
                allUsers().anyMatch(u -> u.username().equals(name) || u.nkey().equals(name));
        when(
                !known,
                "no_auth_user: \"" + name
                        + "\" not present as user or nkey in authorization block or account configuration");
    }

    private void gateway() {
        GatewayOptions gateway = options.gateway();
        if (gateway.name().isEmpty() && gateway.port() == 0) {
            return;
        }
        if (gateway.name().isEmpty()) {
            problems.add("gateway has no name");
            return;
        }
        String name = GoText.quote(gateway.name());
        when(gateway.name().contains(" "), "gateway name cannot contain spaces");
        when(gateway.port() == 0, "gateway " + name + " has no port specified (select -1 for random port)");
        for (int i = 0; i < gateway.remotes().size(); i++) {
            GatewayRemoteOptions remote = gateway.remotes().get(i);
            if (remote.name().isEmpty()) {
                problems.add("gateway in the list " + i + " has no name");
            } else {
                when(remote.urls().isEmpty(), "gateway " + GoText.quote(remote.name()) + " has no URL");
            }
        }
    }

    private void cluster() {
        ClusterOptions cluster = options.cluster();
        when(cluster.name().contains(" "), "cluster name cannot contain spaces");
        compression(cluster.compression());
        String gateway = options.gateway().name();
        when(
                !gateway.isEmpty() && !cluster.name().isEmpty() && !gateway.equals(cluster.name()),
                "cluster name conflicts between cluster and gateway definitions");
        List<String> pinned = cluster.pinnedAccounts();
        List<String> shown = withSystemAccount(pinned);
        when(
                !pinned.isEmpty() && cluster.poolSize() < 0,
                "pool_size cannot be negative if pinned accounts are specified");
        Set<String> seen = new HashSet<>();
        for (String account : pinned) {
            if (!seen.add(account)) {
                problems.add("found duplicate account name " + GoText.quote(account) + " in pinned accounts list "
                        + GoText.quote(shown));
            }
        }
    }

    /** The system account is pinned by itself. */
    private List<String> withSystemAccount(List<String> pinned) {
        String given = options.trust().systemAccount();
        boolean none = given.isEmpty() && options.trust().noSystemAccount();
        String system = given.isEmpty() ? "$SYS" : given;
        List<String> all = new ArrayList<>(pinned);
        if (!none && !pinned.contains(system)) {
            all.add(system);
        }
        return all;
    }

    private void mqtt() {
        MqttOptions mqtt = options.mqtt();
        if (mqtt.port() == 0) {
            return;
        }
        boolean clustered = options.cluster().port() != 0 || options.gateway().port() != 0;
        when(options.serverName().isEmpty() && clustered, "mqtt requires server name to be explicitly set");
        noAuthUser(mqtt.noAuthUser());
        mixedWithUsers("mqtt", mqtt.user(), mqtt.token());
        when(mqtt.ackWait().isNegative(), "ack wait must be a positive value");
        when(mqtt.jsApiTimeout().isNegative(), "JS API timeout must be a positive value");
        boolean alone = !clustered
                && options.leaf().port() == 0
                && options.leaf().remotes().isEmpty();
        when(
                alone && !options.jetStream().enabled(),
                "mqtt requires JetStream to be enabled if running in standalone mode");
    }

    private void mixedWithUsers(String listener, String user, String token) {
        if (!hasUsers()) {
            return;
        }
        String problem = "not compatible with presence of users/nkeys";
        when(!user.isEmpty(), listener + " authentication username " + problem);
        when(!token.isEmpty(), listener + " authentication token " + problem);
    }

    private void jetStream() {
        defaultDomains();
        JetStreamOptions js = options.jetStream();
        domain(js.domain());
        if (!js.enabled() || options.cluster().port() == 0) {
            return;
        }
        when(options.serverName().isEmpty(), "jetstream cluster requires `server_name` to be set");
        boolean named =
                !options.cluster().name().isEmpty() || !options.gateway().name().isEmpty();
        when(!named, "jetstream cluster requires `cluster.name` to be set");
        String hint = js.extensionHint().toLowerCase(Locale.ROOT);
        when(
                !Set.of("", "no_extend", "will_extend").contains(hint),
                "expected 'no_extend' for string value, got '" + hint + "'");
        when(js.maxOutstandingCatchup() < 0, "jetstream max catchup cannot be negative");
    }

    private void domain(String name) {
        if (name.isEmpty()) {
            return;
        }
        String api = "$JS." + name + ".API.>";
        if (!Subjects.isValid(api)) {
            problems.add("invalid domain name: derived " + GoText.quote(api) + " is not a valid subject");
        } else {
            when(name.matches(".*[.*>].*"), "invalid domain name: may not contain ., * or >");
        }
    }

    private void defaultDomains() {
        String given = options.trust().systemAccount();
        String system = given.isEmpty() ? "$SYS" : given;
        for (Map.Entry<String, String> entry :
                options.traits().defaultJsDomain().entrySet()) {
            String account = entry.getKey();
            boolean known = account.equals("$G")
                    || options.accounts().stream().anyMatch(a -> a.name().equals(account));
            when(
                    !operatorMode() && !known,
                    "in non operator mode, `default_js_domain` references non existing account "
                            + GoText.quote(account));
            when(
                    account.equals(system),
                    "system account " + GoText.quote(account) + " can not be in default_js_domain");
        }
    }

    private void systemAccount() {
        String given = options.trust().systemAccount();
        boolean known = given.isEmpty()
                || given.equals("$G")
                || options.accounts().stream().anyMatch(a -> a.name().equals(given));
        boolean claimed = operatorMode() || options.trust().resolver() != null;
        when(!claimed && !known, "error resolving system account: account missing");
    }

    private void webSocket() {
        WebSocketOptions ws = options.webSocket();
        if (ws.port() == 0) {
            return;
        }
        when(ws.tls() == null && !ws.noTls(), "websocket requires TLS configuration");
        ws.allowedOrigins().forEach(this::origin);
        noAuthUser(ws.noAuthUser());
        mixedWithUsers("websocket", ws.user(), ws.token());
        when(
                !ws.jwtCookie().isEmpty()
                        && !operatorMode()
                        && options.trust().trustedKeys().isEmpty(),
                "trusted operators or trusted keys configuration is required for JWT authentication via cookie "
                        + GoText.quote(ws.jwtCookie()));
        Set<String> reserved = Set.of("host", "content-length", "connection", "upgrade", "nats-no-masking");
        for (String header : ws.headers().keySet()) {
            String shown = "websocket: invalid header " + GoText.quote(header);
            when(reserved.contains(header.toLowerCase(Locale.ROOT)), shown + " not allowed");
            boolean prefixed = header.toLowerCase(Locale.ROOT).startsWith("sec-websocket-");
            when(prefixed, shown + ", \"Sec-WebSocket-\" prefix not allowed");
        }
    }

    private void origin(String origin) {
        boolean absolute = origin.startsWith("http://") || origin.startsWith("https://");
        String shown = "unable to parse allowed origin " + GoText.quote(origin) + ": ";
        if (!absolute) {
            problems.add(shown + "allowed origins must be absolute URLs with http or https scheme");
            return;
        }
        when(origin.substring(origin.indexOf("://") + 3).split("/", 2)[0].isEmpty(), shown + "host is required");
    }

    /** What is wrong with {@code host[:port]}, or empty. */
    static String advertiseProblem(String advertise) {
        int colons = advertise.length() - advertise.replace(":", "").length();
        if (advertise.isEmpty() || colons == 0) {
            return "";
        }
        HostPort split = HostPort.split(advertise);
        if (split == null) {
            return advertise.endsWith("]") ? "" : "address " + advertise + ": too many colons in address";
        }
        boolean number = split.port().matches("-?[0-9]{1,9}");
        return number ? "" : "strconv.Atoi: parsing " + GoText.quote(split.port()) + ": invalid syntax";
    }
}
