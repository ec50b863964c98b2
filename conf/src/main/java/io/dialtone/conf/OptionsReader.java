package io.dialtone.conf;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the tree of a configuration into options, and finds what is wrong between its keys. */
final class OptionsReader {
    /** Where a listener binds. */
    private record Binding(String host, int port) {
        /** The same port, on the same address or on all of them. */
        boolean clashes(Binding other) {
            boolean everywhere = isWildcard(host) || isWildcard(other.host);
            return port > 0 && port == other.port && (everywhere || host.equalsIgnoreCase(other.host));
        }

        private static boolean isWildcard(String host) {
            return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
        }
    }

    private final Reading in = new Reading();

    /** Reads a tree on top of options. What went wrong is in {@link #reading()}. */
    Options read(Map<String, Node> tree, Options base) {
        Options options =
                Baseline.of(TopKeys.TABLE.read(in, tree, base.toBuilder()).build());
        checkUsers(options);
        checkCallout(options);
        checkListeners(options);
        return options;
    }

    Reading reading() {
        return in;
    }

    /** A name may be given once in the whole server, and not next to a single user or a token. */
    private void checkUsers(Options options) {
        Set<String> seen = new HashSet<>();
        AuthorizationOptions auth = options.authorization();
        checkDuplicates(auth.users(), in.userLists().get(""), seen);
        for (AccountOptions account : options.accounts()) {
            Node at = in.userLists().get(account.name());
            if (at == null || account.users().isEmpty()) {
                continue;
            }
            if (!auth.user().isEmpty()) {
                in.error(at, "Can not have a single user/pass and accounts");
            } else if (!auth.token().isEmpty()) {
                in.error(at, "Can not have a token and accounts");
            }
            checkDuplicates(account.users(), at, seen);
        }
    }

    private void checkDuplicates(List<UserOptions> users, @Nullable Node at, Set<String> seen) {
        for (UserOptions user : users) {
            boolean nkey = !user.nkey().isEmpty();
            String name = nkey ? user.nkey() : user.username();
            if (!seen.add(name) && at != null) {
                in.error(at, "Duplicate " + (nkey ? "nkey " : "user ") + GoText.quote(name) + " detected");
            }
        }
    }

    private void checkCallout(Options options) {
        AuthCalloutOptions callout = options.authorization().callout();
        if (callout == null) {
            return;
        }
        for (String name : callout.allowedAccounts()) {
            if (options.accounts().stream().noneMatch(a -> a.name().equals(name))) {
                String problem =
                        "auth_callout allowed account " + GoText.quote(name) + " not found in configured accounts";
                in.error(new Problem(null, problem));
            }
        }
    }

    /** Two listeners of one file on one port could never both start. Reported where the second one is. */
    private void checkListeners(Options options) {
        Map<String, Binding> bindings = bindings(options);
        Map<String, Node> given = new LinkedHashMap<>();
        in.listeners().forEach((name, node) -> {
            Binding binding = bindings.get(name);
            given.forEach((earlier, at) -> {
                Binding other = bindings.get(earlier);
                if (binding != null && other != null && binding.clashes(other)) {
                    in.error(
                            node,
                            "port " + binding.port() + " of the " + name + " listener is already used by the " + earlier
                                    + " listener at " + at.position());
                }
            });
            given.put(name, node);
        });
    }

    private static Map<String, Binding> bindings(Options o) {
        Map<String, Binding> bindings = new LinkedHashMap<>();
        bindings.put("client", new Binding(o.client().host(), o.client().port()));
        bindings.put("http", new Binding(o.monitoringHost(), o.monitoring().httpPort()));
        bindings.put("https", new Binding(o.monitoringHost(), o.monitoring().httpsPort()));
        bindings.put("profile", new Binding(o.client().host(), o.process().profPort()));
        bindings.put("cluster", new Binding(o.cluster().host(), o.cluster().port()));
        AkkaOptions akka = o.cluster().akka();
        if (akka != null) {
            bindings.put("akka", new Binding(akka.host(), akka.port()));
            AkkaDiscoveryOptions discovery = akka.discovery();
            if (discovery != null) {
                bindings.put("akka management", new Binding(discovery.managementHost(), discovery.managementPort()));
            }
        }
        bindings.put("gateway", new Binding(o.gateway().host(), o.gateway().port()));
        bindings.put("leafnodes", new Binding(o.leaf().host(), o.leaf().port()));
        bindings.put(
                "websocket", new Binding(o.webSocket().host(), o.webSocket().port()));
        bindings.put("mqtt", new Binding(o.mqtt().host(), o.mqtt().port()));
        return bindings;
    }
}
