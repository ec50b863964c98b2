package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import java.nio.ByteBuffer;
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
        payload(log, label, "<<-", m, settings);
    }

    /** What is delivered to a connection. */
    static void delivered(
            ServerLog log,
            String label,
            OperationReader m,
            String subject,
            Subscription subscription,
            boolean withHeaders,
            @Nullable LiveSettings settings) {
        String reply = m.replyLength() == 0 ? "" : " " + text(m.bytes(), m.replyFrom(), m.replyLength());
        String sizes = withHeaders
                ? m.headerSize() + " " + m.size()
                : Integer.toString(m.size() - Math.max(0, m.headerSize()));
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
            ServerLog log, String label, String arrow, OperationReader m, @Nullable LiveSettings settings) {
        if (m.size() == 0 || settings == null) {
            return;
        }
        byte[] all = content(m);
        if (settings.traceHeaders()) {
            if (m.headerSize() <= 4) {
                return;
            }
            all = Arrays.copyOf(all, m.headerSize() - 4);
        }
        int most = settings.maxTracedMessage();
        boolean cut = most > 0 && all.length > most;
        String text = GoQuote.quote(all, 0, cut ? most : all.length);
        String shown = cut ? text.substring(0, text.length() - 1) + "...\"" : text;
        log.trace(() -> label + " - " + arrow + " MSG_PAYLOAD: [" + shown + "]");
    }

    private static byte[] content(OperationReader m) {
        byte[] all = new byte[m.size()];
        switch (m.payload()) {
            case SLICE -> {
                ByteBuffer source = m.chunk().buffer();
                source.get(m.payloadFrom(), all);
            }
            case HEAP -> System.arraycopy(m.heap(), m.payloadFrom(), all, 0, all.length);
            case INLINE -> System.arraycopy(m.bytes(), m.payloadFrom(), all, 0, all.length);
        }
        return all;
    }
}
