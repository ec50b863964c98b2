package io.dialtone.app.nats.top;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.server.Filter;
import io.dialtone.app.nats.server.Servers;
import io.dialtone.app.nats.server.Source;
import io.dialtone.app.nats.view.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the connections of a server and what goes through them, again and again. */
@Command(
        name = "top",
        sortOptions = false,
        description = "Show a server and its connections, live: keys sort, q ends.",
        footer = {
            "",
            "  dialtone top --http 127.0.0.1:8222",
            "  dialtone top n1 --context system --sort bytes_to -n 20",
            "  dialtone top --http 127.0.0.1:8222 -o - --delimiter ,"
        })
public final class TopCommand implements Action {
    private static final int MARGIN = 2;

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVER",
            description = "Its name or id; without, the one that is connected to.")
    String server = "";

    @Option(
            names = {"-n", "--conns"},
            paramLabel = "N",
            description = "Connections to show; 1024 if not given.")
    int connections = 1024;

    @Option(
            names = {"-d", "--interval"},
            paramLabel = "SECONDS",
            description = "Seconds between two looks; 1 if not given.")
    double interval = 1;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description =
                    "cid, start, subs, pending, msgs_to, msgs_from, bytes_to, bytes_from, last, idle, uptime, rtt; cid if not given.")
    String sort = "cid";

    @Option(
            names = {"-b", "--raw"},
            description = "Show numbers in full.")
    boolean raw;

    @Option(names = "--subs", description = "Show the subjects that connections listen to.")
    boolean subscriptions;

    @Option(
            names = {"-r", "--max-refresh"},
            paramLabel = "N",
            description = "End after so many looks.")
    int looks;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write one look to a file, or with - to standard output, and end.")
    @Nullable
    String output;

    @Option(names = "--delimiter", paramLabel = "TEXT", description = "With --output: values with this between them.")
    String delimiter = "";

    @Option(
            names = {"-j", "--json"},
            description = "Print each look as a line of JSON.")
    boolean json;

    @Mixin
    Source source = new Source();

    private volatile SortKey key = SortKey.CID;
    private volatile boolean over;

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        key = SortKey.named(sort);
        if (connections < 1 || interval < 0.1 || Double.isNaN(interval)) {
            throw new MisuseException("-n is a number from 1 on, -d from 0.1 on");
        }
        try (Servers servers = source.open(session, Filter.ALL)) {
            if (output != null) {
                save(session, look(servers), output);
            } else {
                watch(session, servers);
            }
        }
        return OK;
    }

    private void save(Session session, Sample sample, String file) throws IOException {
        List<String> lines = delimiter.isEmpty()
                ? new TopPage(raw, subscriptions).lines(sample, null)
                : TopPage.delimited(sample, delimiter);
        if (file.equals("-")) {
            lines.forEach(session::print);
        } else {
            Files.write(session.world().path(file), lines);
        }
    }

    private void watch(Session session, Servers servers) throws IOException, InterruptedException {
        boolean live = !json && Terminal.isTerminal(1);
        try (Terminal terminal = Terminal.of(session.out(), live);
                Keyboard keyboard = live ? Keyboard.open() : Keyboard.none()) {
            if (keyboard.isThere()) {
                Thread.ofPlatform().daemon().name("keys").start(() -> listen(session));
            }
            Sample before = null;
            for (int i = 0; !over && (looks == 0 || i < looks); i++) {
                if (i > 0) {
                    pause();
                }
                Sample now = look(servers);
                show(session, terminal, now, before);
                before = now;
            }
        }
    }

    private void show(Session session, Terminal terminal, Sample now, @Nullable Sample before) {
        if (json) {
            ObjectNode look = Source.noOptions();
            look.set("varz", now.varz());
            look.set("connz", now.connz());
            session.print(look.toString());
            return;
        }
        List<String> lines = new ArrayList<>(new TopPage(raw, subscriptions).lines(now, before));
        if (terminal.isLive()) {
            int[] size = Terminal.size();
            lines.add(1, SortKey.help());
            terminal.page(lines.stream()
                    .limit(Math.max(1, size[0] - MARGIN))
                    .map(line -> line.length() > size[1] ? line.substring(0, size[1]) : line)
                    .toList());
        } else {
            lines.forEach(session.out()::println);
            session.print("");
        }
    }

    private void listen(Session session) {
        try {
            int pressed = session.in().read();
            while (pressed >= 0 && pressed != 'q') {
                key = SortKey.pressed(pressed, key);
                wake();
                pressed = session.in().read();
            }
            over = pressed == 'q';
            wake();
        } catch (IOException e) {
            // No keys then.
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** A key that was pressed ends it. */
    @SuppressWarnings("WaitNotInLoop")
    private synchronized void pause() throws InterruptedException {
        if (!over) {
            wait(Duration.ofNanos((long) (interval * 1e9)).toMillis());
        }
    }

    private Sample look(Servers servers) throws IOException {
        ObjectNode options = Source.noOptions();
        options.put("limit", connections).put("sort", key.word());
        if (subscriptions) {
            options.put("subscriptions", true);
        }
        var varz = servers.askOne(server, "VARZ", Source.noOptions()).data();
        var connz = servers.askOne(server, "CONNZ", options).data();
        return new Sample(varz, connz, System.nanoTime());
    }
}
