package io.dialtone.app.nsc;

import io.dialtone.accounts.ConnectionType;
import io.dialtone.accounts.jwt.TimeWindow;
import io.dialtone.accounts.jwt.UserRights;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What users may do, in their own claims or in the scope of a signing key. */
final class RightsOptions {
    private static final Pattern WINDOW = Pattern.compile("(\\d{2}:\\d{2}:\\d{2})-(\\d{2}:\\d{2}:\\d{2})");

    @Mixin
    PermissionOptions permissions = new PermissionOptions();

    @Option(
            names = "--bearer",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Let users in without a signature.")
    @Nullable
    Boolean bearer;

    @Option(
            names = "--conn-type",
            split = ",",
            paramLabel = "TYPE",
            description =
                    "Allow a type of connection: STANDARD, WEBSOCKET, LEAFNODE, LEAFNODE_WS, MQTT, MQTT_WS, IN_PROCESS.")
    List<String> connectionTypes = new ArrayList<>();

    @Option(names = "--rm-conn-type", split = ",", paramLabel = "TYPE", description = "Remove types of connection.")
    List<String> removeConnectionTypes = new ArrayList<>();

    @Option(
            names = "--source-network",
            split = ",",
            paramLabel = "CIDR",
            description = "Allow connections from a network such as 10.0.0.0/8.")
    List<String> sources = new ArrayList<>();

    @Option(names = "--rm-source-network", split = ",", paramLabel = "CIDR", description = "Remove networks.")
    List<String> removeSources = new ArrayList<>();

    @Option(
            names = "--time",
            split = ",",
            paramLabel = "hh:mm:ss-hh:mm:ss",
            description = "Allow connections in a part of each day.")
    List<String> times = new ArrayList<>();

    @Option(names = "--rm-time", split = ",", paramLabel = "hh:mm:ss", description = "Remove times by their start.")
    List<String> removeTimes = new ArrayList<>();

    @Option(names = "--locale", paramLabel = "ZONE", description = "Time zone of the times, such as Europe/Zurich.")
    @Nullable
    String locale;

    @Option(names = "--subs", paramLabel = "COUNT", description = "Most subscriptions; -1: any number.")
    @Nullable
    Long subscriptions;

    @Option(
            names = "--payload",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Most bytes of a message; -1: any.")
    @Nullable
    Long payload;

    @Option(
            names = "--data",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Most bytes in all; -1: any.")
    @Nullable
    Long data;

    @Option(
            names = "--proxy-required",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Let users in through trusted proxies only.")
    @Nullable
    Boolean proxyRequired;

    boolean isSet() {
        return permissions.isSet()
                || bearer != null
                || locale != null
                || subscriptions != null
                || payload != null
                || data != null
                || proxyRequired != null
                || !(connectionTypes.isEmpty()
                        && removeConnectionTypes.isEmpty()
                        && sources.isEmpty()
                        && removeSources.isEmpty()
                        && times.isEmpty()
                        && removeTimes.isEmpty());
    }

    UserRights apply(UserRights before, boolean template, Report report) throws NscException {
        UserRights.Builder rights = before.toBuilder();
        rights.permissions(permissions.apply(before.permissions(), template, report));
        numbers(rights, report);
        rights.connectionTypes(types(before.connectionTypes(), report));
        rights.sources(changed("network", before.sources(), sources, removeSources, report));
        rights.times(windows(before.times(), report));
        if (locale != null) {
            rights.timesLocation(zone(locale));
            report.ok("set time zone to " + locale);
        }
        return rights.build();
    }

    private void numbers(UserRights.Builder rights, Report report) {
        if (bearer != null) {
            rights.bearer(bearer);
            report.ok("changed bearer to " + bearer);
        }
        if (proxyRequired != null) {
            rights.proxyRequired(proxyRequired);
            report.ok("changed proxy required to " + proxyRequired);
        }
        if (payload != null) {
            rights.payload(payload);
            report.ok("changed max payload to " + payload);
        }
        if (data != null) {
            rights.data(data);
            report.ok("changed max data to " + data);
        }
        if (subscriptions != null) {
            rights.subscriptions(subscriptions);
            report.ok("changed max number of subs to " + subscriptions);
        }
    }

    private List<String> types(List<String> before, Report report) throws NscException {
        List<String> known =
                Arrays.stream(ConnectionType.values()).map(ConnectionType::name).toList();
        List<String> wanted = connectionTypes.stream()
                .map(type -> type.toUpperCase(Locale.ROOT))
                .toList();
        for (String type : wanted) {
            if (!known.contains(type)) {
                throw new NscException("unknown connection type " + type + "; one of " + String.join(", ", known));
            }
        }
        List<String> unwanted = removeConnectionTypes.stream()
                .map(type -> type.toUpperCase(Locale.ROOT))
                .toList();
        return changed("connection type", before, wanted, unwanted, report);
    }

    private static List<String> changed(
            String label, List<String> before, List<String> wanted, List<String> unwanted, Report report) {
        List<String> changed = new ArrayList<>(before);
        for (String one : wanted) {
            if (!changed.contains(one)) {
                changed.add(one);
            }
            report.ok("added " + label + " " + one);
        }
        for (String one : unwanted) {
            if (changed.remove(one)) {
                report.ok("removed " + label + " " + one);
            } else {
                report.warn(label + " " + one + " was not there");
            }
        }
        return changed;
    }

    private List<TimeWindow> windows(List<TimeWindow> before, Report report) throws NscException {
        List<TimeWindow> changed = new ArrayList<>(before);
        for (String text : times) {
            var matcher = WINDOW.matcher(text.strip());
            if (!matcher.matches()) {
                throw new NscException("time \"" + text + "\" is not of the form hh:mm:ss-hh:mm:ss");
            }
            TimeWindow window = new TimeWindow(matcher.group(1), matcher.group(2));
            if (!changed.contains(window)) {
                changed.add(window);
            }
            report.ok("added time range " + text);
        }
        for (String start : removeTimes) {
            if (changed.removeIf(window -> window.start().equals(start))) {
                report.ok("removed time range " + start);
            } else {
                report.warn("no time range starts at " + start);
            }
        }
        return changed;
    }

    private static String zone(String text) throws NscException {
        try {
            return text.isEmpty() ? "" : ZoneId.of(text).getId();
        } catch (DateTimeException e) {
            throw new NscException("\"" + text + "\" is not a time zone", e);
        }
    }
}
