package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of the protocol's trace, as {@code -V} shows them. */
final class WireTrace {
    private WireTrace() {}

    /** What a connection published: the line, and the payload unless it is empty. */
    static void published(ServerLog log, String label, OperationReader m, @Nullable LiveSettings settings) {
        String name = m.headerSize() >= 0 ? "HPUB" : "PUB";
        log.trace(() -> label + " - <<- [" + name + " " + arguments(m) + "]");
        payload(log, label, "<<-", Envelope.of(m), settings);
    }

    /** What came over a link. */
    static void routed(ServerLog log, String label, LinkKind kind, OperationReader m, @Nullable LiveSettings settings) {
        boolean leaf = kind == LinkKind.LEAF || kind == LinkKind.HUB;
        String name = m.headerSize() >= 0 ? "HMSG" : leaf || m.originLength() > 0 ? "LMSG" : "RMSG";
        StringBuilder line = new StringBuilder(name);
        if (m.originLength() > 0) {
            line.append(' ').append(text(m.bytes(), m.originFrom(), m.originLength()));
        }
        if (m.accountLength() > 0) {
            line.append(' ').append(text(m.bytes(), m.accountFrom(), m.accountLength()));
        }
        line.append(' ').append(arguments(m));
        log.trace(() -> label + " - <<- [" + line + "]");
        payload(log, label, "<<-", Envelope.of(m), settings);
    }

    /** What is delivered to a connection. */
    static void delivered(
            ServerLog log,
            String label,
            Envelope m,
            String subject,
            Subscription subscription,
            boolean withHeaders,
            @Nullable LiveSettings settings) {
        String reply = m.reply().length == 0 ? "" : " " + ByteText.text(m.reply());
        int headers = m.headers().length;
        String sizes = withHeaders ? headers + " " + m.size() : Integer.toString(m.length());
        log.trace(() -> label + " - ->> [" + (withHeaders ? "HMSG " : "MSG ") + subject + " "
                + ByteText.text(subscription.sid()) + reply + " " + sizes + "]");
        payload(log, label, "->>", m, settings);
    }

    private static String arguments(OperationReader m) {
        String tail = text(m.bytes(), m.tailFrom(), m.tailLength() - 2);
        return text(m.bytes(), m.subjectFrom(), m.subjectLength()) + " " + tail;
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private static void payload(
            ServerLog log, String label, String arrow, Envelope m, @Nullable LiveSettings settings) {
        if (m.size() == 0 || settings == null) {
            return;
        }
        byte[] all = content(m);
        if (settings.traceHeaders()) {
            if (m.headers().length <= 4) {
                return;
            }
            all = Arrays.copyOf(all, m.headers().length - 4);
        }
        int most = settings.maxTracedMessage();
        boolean cut = most > 0 && all.length > most;
        String text = GoQuote.quote(all, 0, cut ? most : all.length);
        String shown = cut ? text.substring(0, text.length() - 1) + "...\"" : text;
        log.trace(() -> label + " - " + arrow + " MSG_PAYLOAD: [" + shown + "]");
    }

    private static byte[] content(Envelope m) {
        byte[] all = Arrays.copyOf(m.headers(), m.size());
        System.arraycopy(m.payload(), 0, all, m.headers().length, m.length());
        return all;
    }
}
