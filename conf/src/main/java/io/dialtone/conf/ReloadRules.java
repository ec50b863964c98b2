package io.dialtone.conf;

import io.dialtone.conf.ReloadPlan.Change;
import io.dialtone.conf.ReloadPlan.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a reload does with each option, in the order of nats-server's option fields, whose names the refusals carry. */
final class ReloadRules {
    /** Looks at one option. */
    @FunctionalInterface
    interface Rule {
        void compare(Options running, Options wanted, Draft plan);
    }

    /** A value of the options. */
    @FunctionalInterface
    interface Value extends Function<Options, @Nullable Object> {}

    static final List<Rule> ALL = rules();

    private ReloadRules() {}

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        addClients(rules);
        addAuthorization(rules);
        addMonitoringAndLimits(rules);
        rules.addAll(ReloadLinkRules.RULES);
        addProcessAndLogging(rules);
        addTls(rules);
        addRest(rules);
        return List.copyOf(rules);
    }

    /** A change is refused. */
    static Rule refuse(String field, Value value) {
        return (running, wanted, plan) -> {
            Object old = value.apply(running);
            Object now = value.apply(wanted);
            if (!Objects.equals(old, now)) {
                plan.refuse("config reload not supported for " + field + ": old=" + GoText.value(old) + ", new="
                        + GoText.value(now));
            }
        };
    }

    /** A change is taken over and logged; {@code %v} in the line stands for the new value. */
    static Rule accept(Change change, String line, Value value) {
        return (running, wanted, plan) -> {
            Object now = value.apply(wanted);
            if (!Objects.equals(value.apply(running), now)) {
                plan.change(change);
                plan.log(line.replace("%v", GoText.value(now)));
            }
        };
    }

    private static void addClients(List<Rule> rules) {
        rules.add(refuse("ServerName", Options::serverName));
        rules.add(refuse("Host", o -> o.client().host()));
        rules.add(refuse("Port", o -> o.client().port()));
        rules.add((running, wanted, plan) -> {
            String advertise = wanted.client().advertise();
            if (!advertise.equals(running.client().advertise())) {
                String problem = StartupValidation.advertiseProblem(advertise);
                if (!problem.isEmpty()) {
                    plan.refuse("invalid ClientAdvertise value of " + advertise + ", err=" + problem);
                }
                plan.change(Change.CLIENT_ADVERTISE);
                plan.log("Reload: client_advertise = " + advertise);
            }
        });
        rules.add(accept(Change.TRACE, "Reloaded: trace = %v", o -> o.logging().trace()));
        rules.add(
                accept(Change.LOGGING, "Reloaded: debug = %v", o -> o.logging().debug()));
        rules.add(accept(
                Change.TRACE, "Reloaded: trace_verbose = %v", o -> o.logging().traceVerbose()));
        rules.add(accept(
                Change.TRACE, "Reloaded: trace_headers = %v", o -> o.logging().traceHeaders()));
        rules.add(refuse("NoSublistCache", o -> o.traits().noSublistCache()));
        rules.add(refuse("NoHeaderSupport", o -> o.traits().noHeaderSupport()));
        rules.add(accept(
                Change.LOGGING, "Reloaded: logtime = %v", o -> o.logging().logtime()));
        rules.add(accept(
                Change.LOGGING, "Reloaded: logtime_utc = %v", o -> o.logging().logtimeUtc()));
        rules.add(accept(
                Change.MAX_CONNECTIONS,
                "Reloaded: max_connections = %v",
                o -> o.limits().maxConnections()));
        rules.add(refuse("MaxSubs", o -> o.limits().maxSubscriptions()));
        rules.add(refuse("MaxSubTokens", o -> o.limits().maxSubTokens()));
        rules.add(accept(
                Change.ACCOUNTS,
                "Reloaded: account_publish_limits",
                o -> o.limits().accountPublishRate()));
    }

    private static void addAuthorization(List<Rule> rules) {
        rules.add(accept(Change.AUTHORIZATION, "Reloaded: authorization nkey users", ReloadRules::nkeyUsers));
        rules.add((running, wanted, plan) -> {
            // Logged with every reload, changed or not.
            plan.log("Reloaded: authorization users");
            plan.log("Reloaded: accounts");
            if (!users(running).equals(users(wanted))) {
                plan.change(Change.AUTHORIZATION);
            }
            if (!running.accounts().equals(wanted.accounts())
                    || !running.mappings().equals(wanted.mappings())
                    || !running.stickyQueues().equals(wanted.stickyQueues())) {
                plan.change(Change.ACCOUNTS);
            }
        });
        rules.add(ReloadRules::compareNoAuthUser);
        rules.add(accept(
                Change.OTHERS, "Reloaded: default_sentinel = %v", o -> o.trust().defaultSentinel()));
        rules.add((running, wanted, plan) -> {
            String old = running.trust().systemAccount();
            String now = wanted.trust().systemAccount();
            if (!old.equals(now) && !(old.equals("$SYS") && now.isEmpty())) {
                plan.refuse("config reload not supported for SystemAccount: old=" + old + ", new=" + now);
            }
        });
        rules.add(refuse("NoSystemAccount", o -> o.trust().noSystemAccount()));
        rules.add(accept(
                Change.AUTHORIZATION,
                "Reloaded: authorization username",
                o -> o.authorization().user()));
        rules.add(accept(
                Change.AUTHORIZATION,
                "Reloaded: authorization password",
                o -> o.authorization().password()));
        rules.add(refuse("ProxyRequired", o -> o.authorization().proxyRequired()));
        rules.add(refuse("ProxyProtocol", o -> o.client().proxyProtocol()));
        rules.add(accept(
                Change.AUTHORIZATION,
                "Reloaded: authorization token",
                o -> o.authorization().token()));
        rules.add(refuse("AuthCallout", o -> o.authorization().callout()));
    }

    private static List<UserOptions> nkeyUsers(Options options) {
        return options.authorization().users().stream()
                .filter(u -> !u.nkey().isEmpty())
                .toList();
    }

    private static List<Object> users(Options options) {
        List<Object> users = new ArrayList<>(options.authorization().users());
        PermissionOptions permissions = options.authorization().defaultPermissions();
        if (permissions != null) {
            users.add(permissions);
        }
        for (AccountOptions account : options.accounts()) {
            users.add(account.name());
            users.addAll(account.users());
            PermissionOptions own = account.defaultPermissions();
            if (own != null) {
                users.add(own);
            }
        }
        return users;
    }

    /** It may only go together with its user. */
    private static void compareNoAuthUser(Options running, Options wanted, Draft plan) {
        String old = running.authorization().noAuthUser();
        String now = wanted.authorization().noAuthUser();
        if (old.equals(now)) {
            return;
        }
        boolean userStays = users(wanted).stream()
                .anyMatch(u -> u instanceof UserOptions user && user.username().equals(old));
        if (!now.isEmpty() || userStays) {
            plan.refuse("config reload not supported for NoAuthUser: old=" + old + ", new=" + now);
        } else {
            plan.change(Change.AUTHORIZATION);
        }
    }

    private static void addMonitoringAndLimits(List<Rule> rules) {
        rules.add(accept(
                Change.PING, "Reloaded: ping_interval = %v", o -> o.limits().pingInterval()));
        rules.add(accept(Change.PING, "Reloaded: ping_max = %v", o -> o.limits().pingMax()));
        rules.add(refuse("HTTPHost", Options::monitoringHost));
        rules.add(refuse("HTTPPort", o -> o.monitoring().httpPort()));
        rules.add(refuse("HTTPBasePath", ReloadRules::basePath));
        rules.add(refuse("HTTPSPort", o -> o.monitoring().httpsPort()));
        rules.add(refuse("TopSubjects", o -> o.monitoring().topSubjects()));
        rules.add(refuse("OpenTelemetry", Options::openTelemetry));
        rules.add(accept(
                Change.OTHERS,
                "Reloaded: http_user",
                o -> List.of(o.monitoring().user(), o.monitoring().password())));
        rules.add(accept(
                Change.OTHERS,
                "Reloaded: https_verify = %v",
                o -> o.monitoring().verify()));
        rules.add(accept(Change.AUTHORIZATION, "Reloaded: authorization timeout = %v", o -> seconds(o.authTimeout())));
        rules.add(accept(
                Change.MAX_CONTROL_LINE,
                "Reloaded: max_control_line = %v",
                o -> o.limits().maxControlLine()));
        rules.add(accept(
                Change.MAX_PAYLOAD,
                "Reloaded: max_payload = %v",
                o -> o.limits().maxPayload()));
        rules.add(refuse("MaxPending", o -> o.limits().maxPending()));
        rules.add((running, wanted, plan) -> {
            boolean noStall = wanted.limits().noFastProducerStall();
            if (noStall != running.limits().noFastProducerStall()) {
                plan.change(Change.PRODUCER_STALL);
                plan.log("Reloaded: fast producers will " + (noStall ? "not " : "") + "be stalled");
            }
        });
    }

    /** The default is shown as nothing. */
    private static String basePath(Options options) {
        String path = options.monitoring().basePath();
        return path.equals(MonitoringOptions.DEFAULT_BASE_PATH) ? "" : path;
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void addProcessAndLogging(List<Rule> rules) {
        rules.add(refuse("ProfPort", o -> o.process().profPort()));
        rules.add(accept(
                Change.OTHERS,
                "Reloaded: prof_block_rate = %v",
                o -> o.process().profBlockRate()));
        rules.add(accept(
                Change.PID_FILE, "Reloaded: pid_file = %v", o -> o.process().pidFile()));
        rules.add(accept(
                Change.PORTS_FILE,
                "Reloaded: ports_file_dir = %v",
                o -> o.process().portsFileDir()));
        rules.add(accept(
                Change.OTHERS,
                "Reloaded: reload_on_change = %v",
                o -> o.process().reloadOnChange()));
        rules.add(accept(
                Change.LOGGING, "Reloaded: log_file = %v", o -> o.logging().logFile()));
        rules.add(refuse("LogSizeLimit", o -> o.logging().sizeLimit()));
        rules.add(refuse("LogMaxFiles", o -> o.logging().maxNum()));
        rules.add(accept(
                Change.LOGGING, "Reloaded: audit_log = %v", o -> o.logging().auditFile()));
        rules.add(refuse("AuditLogSizeLimit", o -> o.logging().auditSizeLimit()));
        rules.add(refuse("AuditLogMaxNum", o -> o.logging().auditMaxNum()));
        rules.add(refuse("LogFormat", o -> o.logging().format().name().toLowerCase(Locale.ROOT)));
        rules.add(
                accept(Change.LOGGING, "Reloaded: syslog = %v", o -> o.logging().syslog()));
        rules.add(accept(
                Change.LOGGING, "Reloaded: remote_syslog = %v", o -> o.logging().remoteSyslog()));
        rules.add(accept(
                Change.CLUSTER, "Reloaded: cluster routes", o -> o.cluster().routes()));
    }

    private static void addTls(List<Rule> rules) {
        rules.add(accept(Change.TLS, "Reloaded: tls timeout = %v", o -> seconds(tls(o).timeout())));
        rules.add(refuse("TLSMap", o -> tls(o).verifyAndMap()));
        rules.add((running, wanted, plan) -> {
            // The files may hold something else than before, so TLS that is on is always set up again.
            boolean on = wanted.client().tls() != null;
            if (on || running.client().tls() != null) {
                plan.change(Change.TLS);
                plan.log("Reloaded: tls = " + (on ? "enabled" : "disabled"));
            }
            int pinned = tls(wanted).pinnedCerts().size();
            if (!tls(wanted).pinnedCerts().equals(tls(running).pinnedCerts())) {
                plan.log("Reloaded: " + pinned + " pinned_certs");
            }
        });
        rules.add(refuse("TLSRateLimit", o -> tls(o).connectionRateLimit()));
        rules.add(accept(Change.TLS, "Reloaded: Client TLS handshake first: %v", o -> tls(o).handshakeFirst()));
        rules.add(accept(
                Change.TLS,
                "Reloaded: Client TLS handshake first fallback delay: %v",
                o -> tls(o).handshakeFirstFallback()));
        rules.add(refuse("AllowNonTLS", o -> o.client().allowNonTls()));
    }

    private static TlsOptions tls(Options options) {
        TlsOptions tls = options.client().tls();
        return tls == null ? TlsOptions.defaults() : tls;
    }

    private static void addRest(List<Rule> rules) {
        rules.add(accept(
                Change.WRITE_DEADLINE,
                "Reloaded: write_deadline = %v",
                o -> o.limits().writeDeadline()));
        rules.add(refuse("WriteTimeout", o -> shown(o.limits().writeTimeout())));
        rules.add(refuse("MaxClosedClients", o -> o.limits().maxClosedClients()));
        rules.add(refuse("LameDuckDuration", o -> o.lameDuck().duration()));
        rules.add(refuse("LameDuckGracePeriod", o -> o.lameDuck().gracePeriod()));
        rules.add(accept(
                Change.MAX_TRACED_MSG_LEN,
                "Reloaded: max_traced_msg_len = %v",
                o -> o.limits().maxTracedMsgLen()));
        rules.add(refuse("TrustedKeys", o -> o.trust().trustedKeys()));
        rules.add(refuse("TrustedOperators", o -> o.trust().operators()));
        rules.add(ReloadRules::compareResolver);
        rules.add(accept(
                Change.OTHERS,
                "Reloaded: connect_error_reports = %v",
                o -> o.traits().connectErrorReports()));
        rules.add(accept(
                Change.OTHERS,
                "Reloaded: reconnect_error_reports = %v",
                o -> o.traits().reconnectErrorReports()));
        rules.add(accept(Change.OTHERS, "Reloaded: tags", o -> o.traits().tags()));
        rules.add(accept(Change.OTHERS, "Reloaded: metadata", o -> o.traits().metadata()));
        rules.add(refuse("FeatureFlags", o -> o.traits().featureFlags()));
        rules.add(accept(Change.OTHERS, "Reloaded: OCSP", Options::ocsp));
        rules.add(ReloadRules::compareProxies);
    }

    private static String shown(WriteTimeoutPolicy policy) {
        return policy == WriteTimeoutPolicy.DEFAULT ? "" : policy.name().toLowerCase(Locale.ROOT);
    }

    private static void compareResolver(Options running, Options wanted, Draft plan) {
        ResolverOptions old = running.trust().resolver();
        ResolverOptions now = wanted.trust().resolver();
        if ((old == null) != (now == null)) {
            plan.refuse("config reload does not support moving to or from an account resolver");
        } else if (!running.trust().equals(wanted.trust())) {
            plan.change(Change.ACCOUNTS);
        }
    }

    private static void compareProxies(Options running, Options wanted, Draft plan) {
        List<String> old = running.trust().trustedProxies();
        List<String> now = wanted.trust().trustedProxies();
        List<String> removed = old.stream().filter(k -> !now.contains(k)).toList();
        List<String> added = now.stream().filter(k -> !old.contains(k)).toList();
        if (!removed.isEmpty()) {
            plan.change(Change.OTHERS);
            plan.log("Reloaded: proxies trusted keys " + GoText.quote(removed) + " were removed");
        }
        if (!added.isEmpty()) {
            plan.change(Change.OTHERS);
            plan.log("Reloaded: proxies trusted keys " + GoText.quote(added) + " were added");
        }
    }
}
