package io.dialtone.accounts.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.dialtone.accounts.trace.TraceEvent.Egress;
import io.dialtone.accounts.trace.TraceEvent.Ingress;
import io.dialtone.accounts.trace.TraceEvent.Party;
import io.dialtone.accounts.trace.TraceEvent.ServiceImport;
import io.dialtone.accounts.trace.TraceEvent.StreamExport;
import io.dialtone.accounts.trace.TraceEvent.SubjectMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes trace events as nats-server does: its names, its order, its escapes, its times. */
final class TraceJson {
    private static final JsonFactory JSON = JsonFactory.builder().build().setCharacterEscapes(new GoEscapes());

    /** Seconds with as many digits of the fraction as it needs, and the offset. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);

    private final JsonGenerator json;
    private final ZoneId zone;

    private TraceJson(JsonGenerator json, ZoneId zone) {
        this.json = json;
        this.zone = zone;
    }

    /** @param zone of the server, for the times of the steps */
    static byte[] write(
            ServerFacts server, TraceHeaders headers, int messageSize, int hops, List<TraceEvent> events, ZoneId zone) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            new TraceJson(json, zone).write(server, headers, messageSize, hops, events);
        } catch (IOException e) {
            // nothing is written but to memory
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void write(ServerFacts server, TraceHeaders headers, int messageSize, int hops, List<TraceEvent> events)
            throws IOException {
        json.writeStartObject();
        server(server);
        json.writeObjectFieldStart("request");
        json.writeObjectFieldStart("header");
        for (Map.Entry<String, List<String>> header : headers.values().entrySet()) {
            json.writeArrayFieldStart(header.getKey());
            for (String value : header.getValue()) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeNumberField("msgsize", messageSize);
        json.writeEndObject();
        if (hops > 0) {
            json.writeNumberField("hops", hops);
        }
        json.writeArrayFieldStart("events");
        for (TraceEvent event : events) {
            event(event);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void server(ServerFacts server) throws IOException {
        json.writeObjectFieldStart("server");
        json.writeStringField("name", server.name());
        json.writeStringField("host", server.host());
        json.writeStringField("id", server.id());
        optional("cluster", server.cluster());
        json.writeStringField("ver", server.version());
        if (!server.tags().isEmpty()) {
            json.writeArrayFieldStart("tags");
            for (String tag : server.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
        }
        if (!server.metadata().isEmpty()) {
            json.writeObjectFieldStart("metadata");
            for (Map.Entry<String, String> pair : new TreeMap<>(server.metadata()).entrySet()) {
                json.writeStringField(pair.getKey(), pair.getValue());
            }
            json.writeEndObject();
        }
        if (!server.featureFlags().isEmpty()) {
            json.writeObjectFieldStart("feature_flags");
            for (Map.Entry<String, Boolean> flag : new TreeMap<>(server.featureFlags()).entrySet()) {
                json.writeBooleanField(flag.getKey(), flag.getValue());
            }
            json.writeEndObject();
        }
        json.writeBooleanField("jetstream", false);
        json.writeNumberField("flags", 0);
        json.writeNumberField("seq", server.sequence());
        json.writeStringField("time", time(server.time(), ZoneOffset.UTC));
        json.writeEndObject();
    }

    private void event(TraceEvent event) throws IOException {
        json.writeStartObject();
        switch (event) {
            case Ingress in -> {
                begin("in", in.time());
                party(in.party());
                json.writeStringField("acc", in.account());
                json.writeStringField("subj", in.subject());
                error(in.error());
            }
            case SubjectMapping mapping -> {
                begin("sm", mapping.time());
                json.writeStringField("to", mapping.to());
            }
            case StreamExport export -> {
                begin("se", export.time());
                json.writeStringField("acc", export.account());
                json.writeStringField("to", export.to());
            }
            case ServiceImport service -> {
                begin("si", service.time());
                json.writeStringField("acc", service.account());
                json.writeStringField("from", service.from());
                json.writeStringField("to", service.to());
            }
            case Egress out -> {
                begin("eg", out.time());
                party(out.party());
                optional("hop", out.hop());
                optional("acc", out.account());
                optional("sub", out.subscription());
                optional("queue", out.queue());
                error(out.error());
            }
        }
        json.writeEndObject();
    }

    private void begin(String type, Instant time) throws IOException {
        json.writeStringField("type", type);
        json.writeStringField("ts", time(time, zone));
    }

    private void party(Party party) throws IOException {
        json.writeNumberField("kind", party.kind().number());
        json.writeNumberField("cid", party.id());
        optional("name", party.name());
    }

    private void optional(String field, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }

    private void error(@Nullable String error) throws IOException {
        if (error != null) {
            json.writeStringField("error", error);
        }
    }

    private static String time(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone).toOffsetDateTime());
    }

    /** Go escapes as JSON demands, in lower-case hexadecimal digits, and besides what means something in HTML. */
    private static final class GoEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final String HTML = "<>&";
        private static final int LINE_SEPARATOR = 0x2028;
        private static final int PARAGRAPH_SEPARATOR = 0x2029;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (int c = 0; c < codes.length; c++) {
                if (codes[c] == ESCAPE_STANDARD || HTML.indexOf(c) >= 0) {
                    codes[c] = ESCAPE_CUSTOM;
                }
            }
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            boolean plain = character > 0x7F && character != LINE_SEPARATOR && character != PARAGRAPH_SEPARATOR;
            return plain ? null : new SerializedString(String.format(Locale.ROOT, "\\u%04x", character));
        }
    }
}
