package io.dialtone.actors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INFO as clients get it: the server's part, and what differs from one connection to the next. */
final class InfoMessage {
    /** The protocol of the JetStream API that this server's version stands for. */
    static final int API_LEVEL = 5;

    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(new HtmlEscapes());

    /** What is the same for all connections of a listener. */
    record Server(
            String id,
            String name,
            String version,
            String runtime,
            String host,
            int port,
            boolean headers,
            boolean tlsVerify,
            long maxPayload,
            @Nullable String cluster,
            @Nullable String domain,
            String xkey) {
        /** The same as said on another port. */
        Server at(String otherHost, int otherPort) {
            return new Server(
                    id,
                    name,
                    version,
                    runtime,
                    otherHost,
                    otherPort,
                    headers,
                    tlsVerify,
                    maxPayload,
                    cluster,
                    domain,
                    xkey);
        }

        /** The same in a cluster of this name. */
        Server inCluster(String other) {
            return new Server(
                    id, name, version, runtime, host, port, headers, tlsVerify, maxPayload, other, domain, xkey);
        }
    }

    /** What is said to one connection at one time. */
    record Peer(
            long cid,
            @Nullable String ip,
            boolean authRequired,
            boolean tlsRequired,
            boolean tlsAvailable,
            @Nullable String nonce,
            List<String> connectUrls,
            boolean lameDuck,
            @Nullable String account,
            boolean systemAccount,
            long maxPayload) {
        Peer withNonce(String toSign) {
            return new Peer(
                    cid,
                    ip,
                    authRequired,
                    tlsRequired,
                    tlsAvailable,
                    toSign,
                    connectUrls,
                    lameDuck,
                    account,
                    systemAccount,
                    maxPayload);
        }

        Peer withConnectInfo(String boundAccount, boolean isSystem, long effectiveMaxPayload) {
            return new Peer(
                    cid,
                    ip,
                    authRequired,
                    tlsRequired,
                    tlsAvailable,
                    null,
                    connectUrls,
                    lameDuck,
                    boundAccount,
                    isSystem,
                    effectiveMaxPayload);
        }

        /** As said inside TLS that came first, where it can only be required. */
        Peer withTlsRequired() {
            return new Peer(
                    cid,
                    ip,
                    authRequired,
                    true,
                    tlsAvailable,
                    nonce,
                    connectUrls,
                    lameDuck,
                    account,
                    systemAccount,
                    maxPayload);
        }

        /** As said before it is known for whom a proxy speaks. */
        Peer withoutIp() {
            return new Peer(
                    cid,
                    null,
                    authRequired,
                    tlsRequired,
                    tlsAvailable,
                    nonce,
                    connectUrls,
                    lameDuck,
                    account,
                    systemAccount,
                    maxPayload);
        }

        Peer withLameDuck() {
            return new Peer(
                    cid, ip, authRequired, tlsRequired, tlsAvailable, null, connectUrls, true, null, false, maxPayload);
        }
    }

    private InfoMessage() {}

    /** The bytes of the whole operation. */
    static byte[] encode(Server server, Peer peer) {
        StringWriter out = new StringWriter(512);
        out.write("INFO ");
        try (JsonGenerator j = JSON.createGenerator(out)) {
            j.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            write(j, server, peer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write(" \r\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator j, Server server, Peer peer) throws IOException {
        j.writeStartObject();
        j.writeStringField("server_id", server.id);
        j.writeStringField("server_name", server.name);
        j.writeStringField("version", server.version);
        j.writeNumberField("proto", 1);
        j.writeStringField("go", server.runtime);
        j.writeStringField("host", server.host);
        j.writeNumberField("port", server.port);
        j.writeBooleanField("headers", server.headers);
        flag(j, "auth_required", peer.authRequired);
        flag(j, "tls_required", peer.tlsRequired);
        flag(j, "tls_verify", server.tlsVerify);
        flag(j, "tls_available", peer.tlsAvailable);
        j.writeNumberField("max_payload", peer.maxPayload);
        j.writeNumberField("client_id", peer.cid);
        text(j, "client_ip", peer.ip);
        text(j, "nonce", peer.nonce);
        text(j, "cluster", server.cluster);
        text(j, "domain", server.domain);
        if (!peer.connectUrls.isEmpty()) {
            j.writeArrayFieldStart("connect_urls");
            for (String url : peer.connectUrls) {
                j.writeString(url);
            }
            j.writeEndArray();
        }
        flag(j, "ldm", peer.lameDuck);
        flag(j, "connect_info", peer.account != null);
        text(j, "remote_account", peer.account);
        flag(j, "acc_is_sys", peer.systemAccount);
        j.writeNumberField("api_lvl", API_LEVEL);
        j.writeStringField("xkey", server.xkey);
        j.writeEndObject();
    }

    private static void flag(JsonGenerator j, String key, boolean value) throws IOException {
        if (value) {
            j.writeBooleanField(key, true);
        }
    }

    private static void text(JsonGenerator j, String key, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            j.writeStringField(key, value);
        }
    }

    /** Go's encoder writes these three as escapes, and some clients compare texts. */
    private static final class HtmlEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

        HtmlEscapes() {
            escapes['<'] = CharacterEscapes.ESCAPE_CUSTOM;
            escapes['>'] = CharacterEscapes.ESCAPE_CUSTOM;
            escapes['&'] = CharacterEscapes.ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return new SerializedString(String.format(java.util.Locale.ROOT, "\\u%04x", c));
        }
    }
}
