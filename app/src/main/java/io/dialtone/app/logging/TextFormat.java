package io.dialtone.app.logging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** nats-server's lines: {@code [PID] YYYY/MM/DD HH:MM:SS.uuuuuu [LBL] text}. */
final class TextFormat implements LineFormat {
    private final String prefix;
    private final boolean time;
    private final boolean utc;
    private final boolean colours;

    private final StringBuilder out = new StringBuilder(256);
    private long cachedSecond = Long.MIN_VALUE;
    private String cachedDate = "";

    TextFormat(long pid, boolean time, boolean utc, boolean colours) {
        this.prefix = "[" + pid + "] ";
        this.time = time;
        this.utc = utc;
        this.colours = colours;
    }

    @Override
    public byte[] format(LogLine line) {
        out.setLength(0);
        out.append(prefix);
        if (time) {
            appendTime(line.time());
        }
        out.append('[').append(line.label().text(colours)).append("] ").append(line.text());
        if (line.stackTrace() != null) {
            out.append('\n').append(line.stackTrace().stripTrailing());
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void appendTime(Instant now) {
        if (now.getEpochSecond() != cachedSecond) {
            cachedSecond = now.getEpochSecond();
            cachedDate = date(now);
        }
        out.append(cachedDate).append('.');
        String micros = Integer.toString(1_000_000 + now.getNano() / 1_000);
        out.append(micros, 1, micros.length()).append(' ');
    }

    private String date(Instant now) {
        ZoneOffset offset =
                utc ? ZoneOffset.UTC : ZoneId.systemDefault().getRules().getOffset(now);
        LocalDateTime t = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, offset);
        StringBuilder date = new StringBuilder(19);
        date.append(t.getYear()).append('/');
        twoDigits(date, t.getMonthValue()).append('/');
        twoDigits(date, t.getDayOfMonth()).append(' ');
        twoDigits(date, t.getHour()).append(':');
        twoDigits(date, t.getMinute()).append(':');
        return twoDigits(date, t.getSecond()).toString();
    }

    private static StringBuilder twoDigits(StringBuilder to, int n) {
        return to.append((char) ('0' + n / 10)).append((char) ('0' + n % 10));
    }
}
