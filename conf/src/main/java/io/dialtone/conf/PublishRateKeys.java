package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import io.dialtone.conf.KeyTable.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of a publish rate, which stand among the limits of a user, of an account, or of all accounts. */
final class PublishRateKeys {
    /** A rate while it is read. */
    static final class Parts {
        private long messages;
        private long bytes;
        private @Nullable Duration burst;

        /** What was read of the block {@code at}. */
        PublishRate build(Node at) {
            Duration given = burst;
            if (given != null && messages == 0 && bytes == 0) {
                throw Reading.failure(at, "publish_burst needs publish_rate or publish_bytes");
            }
            return new PublishRate(messages, bytes, given == null ? PublishRate.DEFAULT_BURST : given);
        }
    }

    private static final KeyTable<Parts> USERS =
            into(new KeyTable<>("users.limits", "Unknown field %s parsing user limits"), parts -> parts);

    private static final KeyTable<Parts> DEFAULTS = into(new KeyTable<>("account_publish_limits"), parts -> parts);

    private PublishRateKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(USERS, DEFAULTS);
    }

    /** Adds the keys to a table. Only used while it is set up. */
    static <B> KeyTable<B> into(KeyTable<B> table, Function<B, Parts> rate) {
        return table.key(
                        "publish_rate",
                        "Dialtone",
                        YES,
                        "unlimited",
                        Kinds.of(
                                "messages a second",
                                (in, v, b) -> rate.apply(b).messages = positive("publish_rate", v)))
                .key(
                        "publish_bytes",
                        "Dialtone",
                        YES,
                        "unlimited",
                        Kinds.of("bytes a second", (in, v, b) -> rate.apply(b).bytes = positive("publish_bytes", v)))
                .key("publish_burst", "Dialtone", YES, "1s", burst(rate));
    }

    private static <B> Kind<B> burst(Function<B, Parts> rate) {
        return Kinds.of("duration", (in, v, b) -> {
            Duration burst = in.duration("publish_burst", v);
            if (burst.isNegative() || burst.isZero()) {
                throw Reading.failure(v, "publish_burst must be more than 0");
            }
            rate.apply(b).burst = burst;
        });
    }

    private static long positive(String key, Node value) {
        long number = Reading.integer(value);
        if (number <= 0) {
            throw Reading.failure(value, key + " must be more than 0");
        }
        return number;
    }

    static PublishRate user(Reading in, Node value) {
        return read(in, value, USERS, "Expected user limits to be a map/struct, got %v");
    }

    static PublishRate defaults(Reading in, Node value) {
        return read(in, value, DEFAULTS, "Expected account_publish_limits to be a map/struct, got %v");
    }

    private static PublishRate read(Reading in, Node value, KeyTable<Parts> table, String expected) {
        int before = in.errors().size();
        Parts parts = table.read(in, value, expected, new Parts());
        return in.errors().size() > before ? PublishRate.UNLIMITED : parts.build(value);
    }
}
