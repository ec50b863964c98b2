package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Message;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints messages in the form that was asked for. For one thread. */
final class MessagePrinter {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss.SSSSSS", Locale.ENGLISH);
    private static final int REQUESTS_KEPT = 10_000;

    private final Session session;
    private final Shown shown;
    private final boolean matchReplies;
    private final Instant start;

    /** Numbers of requests by where their answers go to; the oldest are forgotten. */
    private final Map<String, Long> requests = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REQUESTS_KEPT;
        }
    };

    MessagePrinter(Session session, Shown shown, boolean matchReplies) {
        this.session = session;
        this.shown = shown;
        this.matchReplies = matchReplies;
        this.start = session.world().clock().instant();
    }

    void print(Message message, long number) throws IOException, InterruptedException {
        PrintStream out = session.out();
        if (shown.dump != null) {
            dump(shown.dump, message, number);
        } else if (shown.json) {
            out.println(MessageText.json(message));
        } else if (shown.raw) {
            body(out, message);
        } else {
            full(out, message, number);
        }
        out.flush();
    }

    private void dump(String directory, Message message, long number) throws IOException {
        if (directory.equals("-")) {
            session.out().write(message.body(), 0, message.body().length);
            session.out().write(0);
            return;
        }
        Path target = session.world().path(directory);
        Files.createDirectories(target);
        Files.writeString(target.resolve(number + ".json"), MessageText.dump(message));
    }

    private void full(PrintStream out, Message message, long number) throws IOException, InterruptedException {
        out.println("[#" + number + "]" + time() + origin(message) + "\"" + message.subject() + "\""
                + (message.reply().isEmpty() ? "" : " with reply \"" + message.reply() + "\""));
        if (matchReplies && !message.reply().isEmpty()) {
            requests.put(message.reply(), number);
        }
        if (shown.subjectsOnly) {
            return;
        }
        message.headers().entries().forEach(header -> out.println(header.name() + ": " + header.value()));
        if (shown.headersOnly) {
            return;
        }
        if (!message.headers().entries().isEmpty()) {
            out.println();
        }
        body(out, message);
        out.println();
    }

    private String origin(Message message) {
        Long request = matchReplies ? requests.get(message.subject()) : null;
        return request == null ? " Received on " : " Reply to #" + request + " on ";
    }

    private String time() {
        Instant now = session.world().clock().instant();
        if (shown.timestamp) {
            return " @ " + STAMP.format(ZonedDateTime.ofInstant(now, ZoneId.systemDefault()));
        }
        return shown.deltaTime ? " @ " + GoDuration.format(Duration.between(start, now)) : "";
    }

    private void body(PrintStream out, Message message) throws InterruptedException {
        byte[] bytes = message.body();
        if (!shown.translate.isEmpty()) {
            try {
                bytes = Pipe.through(ShellWords.split(shown.translate), Map.of(), bytes);
            } catch (IOException e) {
                session.warn(String.valueOf(e.getMessage()));
            }
        }
        out.write(bytes, 0, bytes.length);
        out.println();
    }
}
