package io.dialtone.conf;

import io.dialtone.conf.KeyTable.Binder;
import io.dialtone.conf.KeyTable.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The kinds of value that many keys share. */
final class Kinds {
    /** Takes host and port of a listener. */
    @FunctionalInterface
    interface Address<B> {
        void set(B builder, String host, int port);
    }

    /** Storage sizes as text count in 1024s. */
    private static final Map<Character, Integer> STORAGE_UNITS = Map.of('K', 10, 'M', 20, 'G', 30, 'T', 40);

    private Kinds() {}

    static <B> Kind<B> text(BiConsumer<B, String> set) {
        return new Kind<>("string", (in, v, b) -> set.accept(b, Reading.text(v)));
    }

    static <B> Kind<B> bool(BiConsumer<B, Boolean> set) {
        return new Kind<>("bool", (in, v, b) -> set.accept(b, Reading.bool(v)));
    }

    static <B> Kind<B> int32(String key, BiConsumer<B, Integer> set) {
        return new Kind<>("integer", (in, v, b) -> set.accept(b, Reading.int32(key, v)));
    }

    static <B> Kind<B> int64(BiConsumer<B, Long> set) {
        return new Kind<>("integer", (in, v, b) -> set.accept(b, Reading.integer(v)));
    }

    static <B> Kind<B> duration(String field, BiConsumer<B, Duration> set) {
        return new Kind<>("duration", (in, v, b) -> set.accept(b, in.duration(field, v)));
    }

    static <B> Kind<B> strings(String what, BiConsumer<B, List<String>> set) {
        return new Kind<>("string or []", (in, v, b) -> set.accept(b, in.strings(what, v)));
    }

    static <B> Kind<B> of(String type, Binder<B> binder) {
        return new Kind<>(type, binder);
    }

    /** A name that must not contain blanks. */
    static <B> Kind<B> name(String whose, BiConsumer<B, String> set) {
        return new Kind<>("string", (in, v, b) -> {
            String name = Reading.text(v);
            if (name.contains(" ")) {
                throw Reading.failure(v, whose + " name cannot contain spaces");
            }
            set.accept(b, name);
        });
    }

    /** The port of a listener of its own. */
    static <B> Kind<B> port(String listener, BiConsumer<B, Integer> set) {
        return new Kind<>("integer", (in, v, b) -> {
            set.accept(b, Reading.int32("port", v));
            in.listener(listener, v);
        });
    }

    /** A port, or host:port. */
    static <B> Kind<B> listen(String listener, Address<B> set) {
        return new Kind<>("port or host:port", (in, v, b) -> {
            listen(v, b, set);
            in.listener(listener, v);
        });
    }

    private static <B> void listen(Node value, B builder, Address<B> set) {
        if (value.value() instanceof Long) {
            set.set(builder, "", Reading.int32("port", value));
            return;
        }
        if (!(value.value() instanceof String address)) {
            throw Reading.failure(value, "expected port or host:port, got " + GoText.type(value));
        }
        HostPort parsed = HostPort.split(address);
        if (parsed == null) {
            throw Reading.failure(value, "could not parse address string " + GoText.quote(address));
        }
        try {
            set.set(builder, parsed.host(), Integer.parseInt(parsed.port()));
        } catch (NumberFormatException e) {
            throw Reading.failure(value, "could not parse port " + GoText.quote(parsed.port()));
        }
    }

    static <B> Kind<B> writeTimeout(BiConsumer<B, WriteTimeoutPolicy> set) {
        return new Kind<>("default, close or retry", (in, v, b) -> {
            WriteTimeoutPolicy policy = switch (Reading.text(v)) {
                case "default" -> WriteTimeoutPolicy.DEFAULT;
                case "close" -> WriteTimeoutPolicy.CLOSE;
                case "retry" -> WriteTimeoutPolicy.RETRY;
                default -> throw Reading.failure(v, "write_timeout must be 'default', 'close' or 'retry'");
            };
            set.accept(b, policy);
        });
    }

    /** Bytes as a number, or a text that ends in K, M, G or T. */
    static <B> Kind<B> storage(String field, BiConsumer<B, Long> set) {
        return new Kind<>("size", (in, v, b) -> set.accept(b, storage(field, v)));
    }

    private static long storage(String field, Node node) {
        if (node.value() instanceof Long bytes) {
            return bytes;
        }
        if (!(node.value() instanceof String text)) {
            throw Reading.failure(node, field + " must be int64 or string");
        }
        if (text.isEmpty()) {
            return 0;
        }
        String number = text.substring(0, text.length() - 1);
        Integer shift = STORAGE_UNITS.get(text.charAt(text.length() - 1));
        try {
            long count = Long.parseLong(number);
            if (shift == null) {
                throw Reading.failure(node, field + " sizes defined as strings must end in K, M, G, T");
            }
            return Math.multiplyExact(count, 1L << shift);
        } catch (NumberFormatException e) {
            throw Reading.failure(
                    node, field + " strconv.ParseInt: parsing " + GoText.quote(number) + ": invalid syntax");
        } catch (ArithmeticException e) {
            throw Reading.failure(node, field + " value is too big");
        }
    }

    /** A tls block. */
    static <B> Kind<B> tls(TlsKeys.Context context, BiConsumer<B, TlsOptions> set) {
        return new Kind<>("{} tls", (in, v, b) -> set.accept(b, TlsKeys.read(in, v, context)));
    }
}
