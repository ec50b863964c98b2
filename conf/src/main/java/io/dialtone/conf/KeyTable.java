package io.dialtone.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one block of the configuration takes, as data: names, type, default, reload rule, since when nats-server has
 * them, and how a value gets into the options.
 *
 * @param <B> builder of the options of the block
 */
final class KeyTable<B> {
    /** What a reload does with a changed value. */
    enum Reload {
        /** It takes effect. */
        YES,
        /** The reload is refused. */
        NO,
        /** It is taken over, and only new uses of it see it. */
        NEW_USES
    }

    /** Puts a value into a builder. Throws {@link Reading.WrongType} when it cannot. */
    @FunctionalInterface
    interface Binder<B> {
        void bind(Reading in, Node value, B builder);
    }

    /**
     * What a key takes.
     *
     * @param type shown in the documentation
     * @param binder puts it into the options
     */
    record Kind<B>(String type, Binder<B> binder) {}

    /**
     * One key.
     *
     * @param path name of the table and of the key
     * @param names the name first, then its aliases
     * @param kind what it takes
     * @param initial default, as text
     * @param reload what a reload does with it
     * @param since version of nats-server that brought it; empty: that of the block
     */
    record Key<B>(String path, List<String> names, Kind<B> kind, String initial, Reload reload, String since) {}

    private final String name;
    private final String unknown;
    private final List<Key<B>> keys = new ArrayList<>();
    private final Map<String, Key<B>> byName = new LinkedHashMap<>();

    /**
     * A table without keys yet.
     *
     * @param name of the block; empty for the top level
     * @param unknown text for unknown keys, with %s for the quoted key
     */
    KeyTable(String name, String unknown) {
        this.name = name;
        this.unknown = unknown;
    }

    KeyTable(String name) {
        this(name, "unknown field %s");
    }

    /** Adds a key; names are separated by blanks. Only used while a table is set up. */
    KeyTable<B> key(String names, String since, Reload reload, String initial, Kind<B> kind) {
        List<String> all = List.of(names.split(" ", -1));
        String path = name.isEmpty() ? all.get(0) : name + "." + all.get(0);
        Key<B> key = new Key<>(path, all, kind, initial, reload, since);
        keys.add(key);
        all.forEach(n -> byName.put(n, key));
        return this;
    }

    String name() {
        return name;
    }

    /** The key of that name, or of that alias; null: there is none. */
    @Nullable
    Key<B> named(String lowerCaseName) {
        return byName.get(lowerCaseName);
    }

    List<Key<B>> keys() {
        return List.copyOf(keys);
    }

    /** Reads a block. Answers the builder, also when parts of the block were wrong. */
    B read(Reading in, Map<String, Node> block, B builder) {
        block.forEach((written, value) -> {
            Key<B> key = byName.get(written.toLowerCase(Locale.ROOT));
            if (key != null) {
                in.used(key.path());
                bind(in, key, value, builder);
            } else if (!value.isUsedVariable()) {
                in.error(value, unknown.replace("%s", GoText.quote(written)));
            }
        });
        return builder;
    }

    /** Reads a block that must be a map; {@code expected} is the text when it is not, with %T for its type. */
    B read(Reading in, Node value, String expected, B builder) {
        Map<String, Node> map = value.asMap();
        if (map == null) {
            throw Reading.failure(
                    value, expected.replace("%T", GoText.type(value)).replace("%v", GoText.value(value)));
        }
        return read(in, map, builder);
    }

    private void bind(Reading in, Key<B> key, Node value, B builder) {
        try {
            key.kind().binder().bind(in, value, builder);
        } catch (Reading.WrongType e) {
            in.error(e.problem());
        }
    }
}
