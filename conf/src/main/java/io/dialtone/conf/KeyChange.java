package io.dialtone.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that two configurations do not agree on. Values are left out: some are secrets.
 *
 * @param path name of the key with those of its blocks, {@code cluster.tls.cert_file}
 * @param kind whether the key comes, goes, or has another value
 * @param effect what a reload does with it
 * @param position where it is written in the new configuration; in the old one when it goes
 */
public record KeyChange(String path, Kind kind, Effect effect, Position position) {
    /** What happens to the key. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** What a reload does. */
    public enum Effect {
        /** The new value holds, for connections that are open too. */
        LIVE,
        /** It holds for connections that are made from then on. */
        RECONNECT,
        /** The reload is refused: it takes a restart. */
        RESTART
    }

    /**
     * Compares two files, block by block; what is in a list counts as a whole.
     *
     * @return in the order of the new file, then what is in the old one alone
     * @throws ConfigurationException when one of them cannot be read, or does not follow the language
     */
    public static List<KeyChange> between(String running, String wanted) throws ConfigurationException {
        List<KeyChange> changes = new ArrayList<>();
        compare(TopKeys.TABLE, "", tree(running), tree(wanted), changes);
        return changes;
    }

    private static Map<String, Node> tree(String file) throws ConfigurationException {
        try {
            return new TextSources(System::getenv).parseFile(file);
        } catch (SyntaxException e) {
            throw ConfigurationException.of(String.valueOf(e.getMessage()));
        }
    }

    private static void compare(
            KeyTable<?> table,
            String block,
            Map<String, Node> running,
            Map<String, Node> wanted,
            List<KeyChange> changes) {
        Map<String, Node> before = byName(table, running);
        Map<String, Node> after = byName(table, wanted);
        Set<String> names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        for (String name : names) {
            KeyTable.Key<?> key = table.named(name);
            if (key != null) {
                compare(key, block + name, before.get(name), after.get(name), changes);
            }
        }
    }

    /** Names may be written in several ways. */
    private static Map<String, Node> byName(KeyTable<?> table, Map<String, Node> block) {
        Map<String, Node> named = new LinkedHashMap<>();
        block.forEach((written, value) -> {
            KeyTable.Key<?> key = table.named(written.toLowerCase(Locale.ROOT));
            if (key != null) {
                named.put(key.names().get(0), value);
            }
        });
        return named;
    }

    private static void compare(
            KeyTable.Key<?> key, String path, @Nullable Node before, @Nullable Node after, List<KeyChange> changes) {
        if (before != null && after != null) {
            Map<String, Node> blockBefore = before.asMap();
            Map<String, Node> blockAfter = after.asMap();
            KeyTable<?> inner = KeyTables.of(key);
            if (inner != null && blockBefore != null && blockAfter != null) {
                compare(inner, path + ".", blockBefore, blockAfter, changes);
            } else if (!GoText.value(before).equals(GoText.value(after))) {
                changes.add(new KeyChange(path, Kind.CHANGED, effect(key), after.position()));
            }
        } else if (after != null) {
            changes.add(new KeyChange(path, Kind.ADDED, effect(key), after.position()));
        } else if (before != null) {
            changes.add(new KeyChange(path, Kind.REMOVED, effect(key), before.position()));
        }
    }

    private static Effect effect(KeyTable.Key<?> key) {
        return switch (key.reload()) {
            // What was agreed in a handshake stays as long as its connection.
            case YES -> key.path().startsWith("tls.") ? Effect.RECONNECT : Effect.LIVE;
            case NEW_USES -> Effect.RECONNECT;
            case NO -> Effect.RESTART;
        };
    }
}
