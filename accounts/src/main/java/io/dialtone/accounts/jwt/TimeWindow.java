package io.dialtone.accounts.jwt;

import io.dialtone.conf.GoText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of each day: open after the start and before the end. One that starts after its end goes over midnight.
 *
 * @param start {@code HH:MM:SS}
 * @param end {@code HH:MM:SS}
 */
public record TimeWindow(String start, String end) {
    /** How long somebody without windows may stay. */
    public static final Duration ALWAYS = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Pattern FORM = Pattern.compile("(?:[01]?\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:[.,]\\d+)?");

    /** For how long from now one of the windows is open; null when none is, or one cannot be read. */
    static @Nullable Duration openFor(List<TimeWindow> windows, String location, Instant now, ZoneId serverZone) {
        if (windows.isEmpty()) {
            return ALWAYS;
        }
        ZoneId zone = zone(location, serverZone);
        if (zone == null) {
            return null;
        }
        Duration longest = null;
        for (TimeWindow window : windows) {
            LocalTime from = read(window.start);
            LocalTime to = read(window.end);
            if (from == null || to == null) {
                return null;
            }
            Duration open = open(from, to, now.atZone(zone));
            if (open != null && (longest == null || open.compareTo(longest) > 0)) {
                longest = open;
            }
        }
        return longest;
    }

    private static @Nullable Duration open(LocalTime from, LocalTime to, ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        ZonedDateTime start = today.atTime(from).atZone(now.getZone());
        ZonedDateTime end = today.atTime(to).atZone(now.getZone());
        if (start.isAfter(end)) {
            if (end.isAfter(now)) {
                return Duration.between(now, end);
            }
            end = today.plusDays(1).atTime(to).atZone(now.getZone());
        }
        return start.isBefore(now) && end.isAfter(now) ? Duration.between(now, end) : null;
    }

    /** The zone of a name of the IANA data base; empty and {@code Local}: the server's; null when there is none such. */
    static @Nullable ZoneId zone(String location, ZoneId serverZone) {
        if (location.isEmpty() || location.equals("Local")) {
            return serverZone;
        }
        return location.equals("UTC") || ZoneRulesProvider.getAvailableZoneIds().contains(location)
                ? ZoneId.of(location)
                : null;
    }

    private static @Nullable LocalTime read(String text) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        String[] parts = text.split("[:.,]");
        return LocalTime.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    void addTo(Issues issues) {
        check("start", start, issues);
        check("end", end, issues);
    }

    private static void check(String which, String text, Issues issues) {
        if (text.isEmpty()) {
            issues.error("time ranges " + which + " must contain a" + (which.equals("end") ? "n " : " ") + which);
        } else if (read(text) == null) {
            issues.error(which + " in time range is invalid " + GoText.quote(text));
        }
    }
}
