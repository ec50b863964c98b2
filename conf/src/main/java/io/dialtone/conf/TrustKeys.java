package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Operators, resolver, trusted keys and proxies. */
final class TrustKeys {
    private static final Pattern URL_RESOLVER =
            Pattern.compile("URL\\(\\s*\"?([^\\s\"]*)\"?\\s*\\)\\s*", Pattern.CASE_INSENSITIVE);

    private static final String BAD_RESOLVER = "error parsing account resolver, should be MEM or  URL(\"url\") "
            + "or a map containing dir and type state=[FULL|CACHE])";

    /** A directory resolver while it is read; the text of its kind is judged when all is known. */
    private static final class Directory {
        private final ResolverOptions.Builder options = ResolverOptions.builder();
        private String type = "";
        private boolean hardDeleteGiven;
    }

    private static final KeyTable<Directory> RESOLVER = new KeyTable<Directory>("resolver")
            .key(
                    "type",
                    "2.2.0",
                    NO,
                    "-",
                    Kinds.of(
                            "FULL, CACHE or MEMORY",
                            (in, v, b) -> b.type = Reading.text(v).toUpperCase(Locale.ROOT)))
            .key("dir", "2.2.0", NO, "-", Kinds.text((b, v) -> b.options.directory(v)))
            .key("allow_delete", "2.2.0", NO, "false", Kinds.bool((b, v) -> b.options.allowDelete(v)))
            .key("hard_delete", "2.9.0", NO, "false", Kinds.bool((b, v) -> {
                b.hardDeleteGiven = true;
                b.options.hardDelete(v);
            }))
            .key("limit", "2.2.0", NO, "-", Kinds.int64((b, v) -> b.options.limit(v)))
            .key(
                    "ttl",
                    "2.2.0",
                    NO,
                    "-",
                    Kinds.of("duration", (in, v, b) -> b.options.ttl(Reading.durationText("", v))))
            .key(
                    "interval",
                    "2.2.0",
                    NO,
                    "1m",
                    Kinds.of("duration", (in, v, b) -> b.options.interval(Reading.durationText("", v))))
            .key(
                    "timeout",
                    "2.2.0",
                    NO,
                    "-",
                    Kinds.of("duration", (in, v, b) -> b.options.timeout(Reading.durationText("", v))));

    private static final KeyTable<List<String>> PROXY = new KeyTable<List<String>>("proxies.trusted")
            .key("key public_key", "2.12.0", YES, "-", Kinds.of("public nkey", (in, v, b) -> {
                String key = Reading.text(v);
                if (!PublicKeys.isPublic(key)) {
                    throw Reading.failure(v, "invalid proxy key " + GoText.quote(key));
                }
                b.add(key);
            }));

    private static final KeyTable<List<String>> PROXIES = new KeyTable<List<String>>("proxies")
            .key("trusted", "2.12.0", YES, "-", Kinds.of("[{}] proxies.trusted", TrustKeys::trustedProxies));

    private TrustKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(RESOLVER, PROXIES, PROXY);
    }

    static void resolver(Reading in, Node value, Options.Builder options) {
        ResolverOptions resolver;
        if (value.value() instanceof String text) {
            resolver = named(value, text);
        } else if (value.asMap() != null) {
            resolver = directory(in, value);
        } else {
            throw Reading.failure(value, "error parsing operator resolver, wrong type " + GoText.type(value));
        }
        options.trust(t -> t.resolver(resolver));
    }

    private static ResolverOptions named(Node value, String text) {
        if (text.toUpperCase(Locale.ROOT).contains("MEM")) {
            return ResolverOptions.defaults();
        }
        Matcher url = URL_RESOLVER.matcher(text);
        if (!url.find()) {
            throw Reading.failure(value, BAD_RESOLVER);
        }
        return ResolverOptions.builder()
                .kind(ResolverKind.URL)
                .url(url.group(1))
                .build();
    }

    private static ResolverOptions directory(Reading in, Node value) {
        Directory directory = RESOLVER.read(in, Reading.map(value), new Directory());
        ResolverOptions read = directory.options.build();
        return switch (directory.type) {
            case "CACHE" -> {
                checkDirectory(in, value, read.directory());
                refuse(in, value, !read.interval().isZero(), "CACHE does not accept sync");
                refuse(in, value, read.allowDelete(), "CACHE does not accept allow_delete");
                refuse(in, value, directory.hardDeleteGiven, "CACHE does not accept hard_delete");
                yield read.with(b -> b.kind(ResolverKind.CACHE));
            }
            case "FULL" -> {
                checkDirectory(in, value, read.directory());
                refuse(in, value, !read.ttl().isZero(), "FULL does not accept ttl");
                boolean useless = directory.hardDeleteGiven && !read.allowDelete();
                refuse(in, value, useless, "hard_delete has no effect without delete");
                yield read.with(b -> b.kind(ResolverKind.FULL));
            }
            case "MEM", "MEMORY" -> ResolverOptions.defaults();
            default -> throw Reading.failure(value, BAD_RESOLVER);
        };
    }

    private static void refuse(Reading in, Node at, boolean wrong, String message) {
        if (wrong) {
            in.error(at, message);
        }
    }

    private static void checkDirectory(Reading in, Node at, String directory) {
        refuse(in, at, directory.isEmpty(), "dir has no value and needs to point to a directory");
        boolean unusable;
        try {
            Path path = Path.of(directory);
            unusable = Files.exists(path) && (!Files.isDirectory(path) || !Files.isWritable(path));
        } catch (InvalidPathException e) {
            unusable = true;
        }
        refuse(in, at, unusable, "dir needs to point to an accessible directory");
    }

    static void operators(Reading in, Node value, Options.Builder options) {
        List<String> operators = in.strings("operators", value);
        for (String operator : operators) {
            for (AccountRules rules : AccountRules.all()) {
                String problem = rules.operatorProblem(operator);
                refuse(in, value, !problem.isEmpty(), problem);
            }
        }
        options.trust(t -> t.operators(operators));
    }

    static void preload(Reading in, Node value, Options.Builder options) {
        Map<String, Node> map = value.asMap();
        if (map == null) {
            throw Reading.failure(value, "preload should be a map of account_public_key:account_jwt");
        }
        Map<String, String> preload = new LinkedHashMap<>();
        map.forEach((account, jwt) -> {
            if (!(jwt.value() instanceof String text)) {
                in.error(jwt, "preload map value should be a string JWT");
            } else if (text.split("\\.", -1).length != 3) {
                in.error(jwt, "invalid account JWT");
            } else {
                preload.put(account, text);
            }
        });
        options.trust(t -> t.resolverPreload(preload));
    }

    static void pinnedAccounts(Reading in, Node value, Options.Builder options) {
        Map<String, Node> map = value.asMap();
        List<String> accounts = map == null ? in.strings("resolver_pinned_accounts", value) : List.copyOf(map.keySet());
        options.trust(t -> t.resolverPinnedAccounts(new LinkedHashSet<>(accounts)));
    }

    static void trustedKeys(Reading in, Node value, Options.Builder options) {
        List<String> keys = in.strings("trusted", value);
        List<Node> list = value.asList();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            Node at = list == null || i >= list.size() ? value : list.get(i);
            String problem = "trust key " + GoText.quote(key) + " required to be a valid public operator nkey";
            refuse(in, at, !PublicKeys.isPublic(key, 'O'), problem);
        }
        options.trust(t -> t.trustedKeys(keys));
    }

    static void systemAccount(Reading in, Node value, Options.Builder options) {
        if (!(value.value() instanceof String name)) {
            throw Reading.failure(value, "system account name must be a string");
        }
        options.trust(t -> t.systemAccount(name));
    }

    static void proxies(Reading in, Node value, Options.Builder options) {
        List<String> keys = PROXIES.read(in, value, "expected proxies to be a map/struct, got %T", new ArrayList<>());
        options.trust(t -> t.trustedProxies(keys));
    }

    private static void trustedProxies(Reading in, Node value, List<String> keys) {
        List<Node> list = value.asList();
        if (list == null) {
            throw Reading.failure(value, "expected proxies' trusted field to be an array, got " + GoText.type(value));
        }
        for (Node element : list) {
            Map<String, Node> map = element.asMap();
            if (map == null) {
                in.error(element, "expected proxies' trusted entry to be a map/struct, got " + GoText.type(element));
            } else {
                PROXY.read(in, map, keys);
            }
        }
    }
}
