package io.dialtone.app.nats.server;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.Message;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether a server lets in, answers, and delivers. */
@Command(
        name = "connection",
        aliases = "conn",
        sortOptions = false,
        description = "Whether a server lets in, answers and delivers.")
final class CheckConnection extends Check {
    @Option(names = "--connect-warn", paramLabel = "TIME", description = "Warn when connecting takes longer; 500ms.")
    Duration connectWarn = Duration.ofMillis(500);

    @Option(names = "--connect-critical", paramLabel = "TIME", description = "Critical when it takes longer; 1s.")
    Duration connectCritical = Duration.ofSeconds(1);

    @Option(names = "--rtt-warn", paramLabel = "TIME", description = "Warn when a PING takes longer; 500ms.")
    Duration rttWarn = Duration.ofMillis(500);

    @Option(names = "--rtt-critical", paramLabel = "TIME", description = "Critical when it takes longer; 1s.")
    Duration rttCritical = Duration.ofSeconds(1);

    @Option(
            names = "--req-warn",
            paramLabel = "TIME",
            description = "Warn when a message to itself takes longer; 500ms.")
    Duration reqWarn = Duration.ofMillis(500);

    @Option(names = "--req-critical", paramLabel = "TIME", description = "Critical when it takes longer; 1s.")
    Duration reqCritical = Duration.ofSeconds(1);

    CheckConnection() {
        super("connections");
    }

    @Override
    String name() {
        return "Connection";
    }

    @Override
    void check(Session session, Verdict verdict) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (Client client = session.connect("dialtone server check")) {
            Duration connect = since(start);
            verdict.time(
                    "connect_time",
                    "connected to " + client.url() + " in " + GoDuration.format(connect),
                    connect,
                    connectWarn,
                    connectCritical);
            Duration rtt = client.roundTrip();
            verdict.time("rtt", "rtt time " + GoDuration.format(rtt), rtt, rttWarn, rttCritical);
            Duration message = message(session, client);
            if (message.isNegative()) {
                verdict.critical("no message came back");
            } else {
                verdict.time(
                        "request_time", "round trip took " + GoDuration.format(message), message, reqWarn, reqCritical);
            }
        }
    }

    /** Negative when it does not come back. */
    private static Duration message(Session session, Client client) throws IOException, InterruptedException {
        String inbox = client.newInbox();
        CountDownLatch came = new CountDownLatch(1);
        client.subscribe(inbox, "", frame -> came.countDown());
        client.confirm();
        long start = System.nanoTime();
        client.publish(Message.of(inbox, "check"));
        client.send();
        boolean back = came.await(session.timeout().toNanos(), TimeUnit.NANOSECONDS);
        return back ? since(start) : Duration.ofNanos(-1);
    }

    static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
