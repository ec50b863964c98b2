package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a check found. Printed in one of the forms that monitoring systems read. For one thread. */
final class Verdict {
    private final String suite;
    private final String name;
    private final List<String> good = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> criticals = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();

    /** A figure with its limits; NaN for none. */
    private record Measure(String name, double value, double warning, double critical, String unit) {}

    Verdict(String suite, String name) {
        this.suite = suite;
        this.name = name;
    }

    void good(String text) {
        good.add(text);
    }

    void critical(String text) {
        criticals.add(text);
    }

    void warning(String text) {
        warnings.add(text);
    }

    /** A figure that is only told. */
    void figure(String measure, double value, String unit) {
        measures.add(new Measure(measure, value, Double.NaN, Double.NaN, unit));
    }

    /** A time that should not be long; a limit of zero is none. */
    void time(String measure, String text, Duration value, Duration warn, Duration crit) {
        measures.add(new Measure(measure, seconds(value), seconds(warn), seconds(crit), "s"));
        if (!crit.isZero() && value.compareTo(crit) >= 0) {
            criticals.add(text);
        } else if (!warn.isZero() && value.compareTo(warn) >= 0) {
            warnings.add(text);
        } else {
            good.add(text);
        }
    }

    /** A figure that should not be high, or, when the first limit is above the second, not low; limits of -1 are none. */
    void limit(String measure, double value, double warn, double crit, String unit) {
        measures.add(new Measure(measure, value, warn, crit, unit));
        boolean low = warn >= 0 && crit >= 0 && warn > crit;
        if (crit >= 0 && (low ? value <= crit : value >= crit)) {
            criticals.add(String.format(Locale.ROOT, "%s %.0f", measure, value));
        } else if (warn >= 0 && (low ? value <= warn : value >= warn)) {
            warnings.add(String.format(Locale.ROOT, "%s %.0f", measure, value));
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private String status() {
        return !criticals.isEmpty() ? "CRITICAL" : !warnings.isEmpty() ? "WARNING" : "OK";
    }

    private int code() {
        return !criticals.isEmpty() ? 2 : !warnings.isEmpty() ? 1 : 0;
    }

    /** Prints it, and answers the exit code. */
    int tell(Session session, String format) throws MisuseException {
        switch (format) {
            case "nagios" -> session.print(nagios());
            case "json" -> session.printJson(json());
            case "text" -> session.print(text());
            case "prometheus" -> session.print(prometheus());
            default -> throw new MisuseException("--format is nagios, json, text or prometheus");
        }
        return code();
    }

    private String nagios() {
        StringBuilder line = new StringBuilder(name).append(' ').append(status());
        criticals.forEach(text -> line.append(" Crit:").append(text));
        warnings.forEach(text -> line.append(" Warn:").append(text));
        good.forEach(text -> line.append(" OK:").append(text));
        if (!measures.isEmpty()) {
            line.append(" |");
            for (Measure one : measures) {
                line.append(' ')
                        .append(one.name())
                        .append('=')
                        .append(number(one.value()))
                        .append(one.unit());
                if (one.warning() >= 0 || one.critical() >= 0) {
                    line.append(';').append(bound(one.warning())).append(';').append(bound(one.critical()));
                }
            }
        }
        return line.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String bound(double value) {
        return Double.isNaN(value) || value < 0 ? "" : number(value);
    }

    private ObjectNode json() {
        ObjectNode json = Source.noOptions();
        json.put("status", status()).put("check_suite", suite).put("check_name", name);
        put(json, "critical", criticals);
        put(json, "warning", warnings);
        put(json, "ok", good);
        ArrayNode figures = json.putArray("perf_data");
        for (Measure one : measures) {
            ObjectNode figure = figures.addObject().put("name", one.name()).put("value", one.value());
            if (one.warning() >= 0) {
                figure.put("warning", one.warning());
            }
            if (one.critical() >= 0) {
                figure.put("critical", one.critical());
            }
            figure.put("unit", one.unit());
        }
        return json;
    }

    private static void put(ObjectNode json, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(json.putArray(key)::add);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder(name).append(": ").append(status());
        criticals.forEach(line -> text.append("\n  critical: ").append(line));
        warnings.forEach(line -> text.append("\n  warning: ").append(line));
        good.forEach(line -> text.append("\n  ok: ").append(line));
        measures.forEach(one -> text.append("\n  ")
                .append(one.name())
                .append(" = ")
                .append(number(one.value()))
                .append(one.unit()));
        return text.toString();
    }

    private String prometheus() {
        String prefix = "nats_server_check_" + suite + "_";
        String label = "{item=\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"} ";
        StringBuilder text = new StringBuilder();
        measures.forEach(one -> text.append("# TYPE ")
                .append(prefix)
                .append(one.name())
                .append(" gauge\n")
                .append(prefix)
                .append(one.name())
                .append(label)
                .append(one.value())
                .append('\n'));
        return text.append("# TYPE ")
                .append(prefix)
                .append("status_code gauge\n")
                .append(prefix)
                .append("status_code{item=\"")
                .append(name)
                .append("\",status=\"")
                .append(status())
                .append("\"} ")
                .append(code())
                .toString();
    }
}
