package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nats.view.Terminal;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Message;
import io.dialtone.app.nsc.describe.Table;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts messages by subject and shows those that have most, once a second on a terminal, and at the end. */
final class SubjectReport {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Session session;
    private final Listening listening;
    private final int top;
    private final long count;
    private final @Nullable Duration wait;
    private final Map<String, Count> counts = new HashMap<>();

    SubjectReport(Session session, Listening listening, int top, long count, @Nullable Duration wait) {
        this.session = session;
        this.listening = listening;
        this.top = top;
        this.count = count;
        this.wait = wait;
    }

    /** Of one subject. */
    private static final class Count {
        private long messages;
        private long bytes;
    }

    void run() throws ClientException, InterruptedException {
        try (Terminal terminal = Terminal.of(session.out())) {
            run(terminal);
        }
    }

    private void run(Terminal terminal) throws ClientException, InterruptedException {
        long shownAt = System.nanoTime();
        long heardAt = shownAt;
        long number = 0;
        while (count == 0 || number < count) {
            Message message = listening.next(PERIOD);
            long now = System.nanoTime();
            if (message != null) {
                add(message);
                number++;
                heardAt = now;
            } else if (wait != null && now - heardAt >= wait.toNanos()) {
                break;
            }
            if (terminal.isLive() && now - shownAt >= PERIOD.toNanos()) {
                terminal.redraw(table());
                shownAt = now;
            }
        }
        if (!terminal.isLive()) {
            session.out().print(String.join("\n", table()) + "\n");
        } else {
            terminal.redraw(table());
        }
        session.out().flush();
    }

    private void add(Message message) {
        Count one = counts.computeIfAbsent(message.subject(), any -> new Count());
        one.messages++;
        one.bytes += message.body().length;
    }

    private List<String> table() {
        Table table = new Table("Top " + Math.min(top, counts.size()) + " of " + counts.size() + " Subjects")
                .columns("Subject", "Message Count", "Bytes");
        counts.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Count> entry) -> -entry.getValue().messages)
                        .thenComparing(Map.Entry::getKey))
                .limit(top)
                .forEach(entry -> table.row(
                        entry.getKey(),
                        Quantity.count(entry.getValue().messages),
                        Quantity.bytes(entry.getValue().bytes)));
        return table.render().lines().toList();
    }
}
