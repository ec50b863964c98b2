package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import io.dialtone.conf.KeyTable.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Compression of routes and leaf nodes. An unknown mode is refused at start, not here: {@link StartupValidation}. */
final class CompressionKeys {
    /** The two parts while they are read. */
    private static final class Parts {
        private String mode = "";
        private final List<Duration> thresholds = new ArrayList<>();
    }

    private static final KeyTable<Parts> TABLE = new KeyTable<Parts>("compression")
            .key("mode", "2.10.0", YES, "-", Kinds.text((b, v) -> b.mode = v))
            .key(
                    "rtt_thresholds thresholds rtts rtt",
                    "2.10.0",
                    YES,
                    "10ms, 50ms, 100ms",
                    Kinds.of("[] durations", (in, v, b) -> {
                        for (Node element : Reading.list(v)) {
                            b.thresholds.add(Reading.durationText("", element));
                        }
                    }));

    private CompressionKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE);
    }

    /** Takes a mode, a switch or both parts; {@code on} is the mode that "on" stands for. */
    static <B> Kind<B> kind(String on, BiConsumer<B, CompressionOptions> set) {
        return Kinds.of("bool, mode or {mode, rtt_thresholds}", (in, v, b) -> {
            if (v.value() instanceof Boolean enabled) {
                set.accept(b, options(enabled ? on : "off", on, List.of()));
            } else if (v.value() instanceof String mode) {
                set.accept(b, options(mode, on, List.of()));
            } else {
                String expected = "field \"compression\" should be a boolean or a structure, got %T";
                Parts parts = TABLE.read(in, v, expected, new Parts());
                set.accept(b, options(parts.mode, on, parts.thresholds));
            }
        });
    }

    private static CompressionOptions options(String written, String on, List<Duration> thresholds) {
        String mode = switch (written.toLowerCase(Locale.ROOT)) {
            case "on", "enabled", "true" -> on;
            case "off", "disabled", "false" -> "off";
            case "accept" -> "accept";
            case "not supported", "not_supported" -> "not supported";
            case "auto", "s2_auto" -> "s2_auto";
            case "fast", "s2_fast" -> "s2_fast";
            case "better", "s2_better" -> "s2_better";
            case "best", "s2_best" -> "s2_best";
            default -> written;
        };
        boolean standard = mode.equals("s2_auto") && thresholds.isEmpty();
        return new CompressionOptions(mode, standard ? CompressionOptions.DEFAULT_RTT_THRESHOLDS : thresholds);
    }
}
