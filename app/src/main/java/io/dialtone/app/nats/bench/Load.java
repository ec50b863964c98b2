package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Converters.ByteSize;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Address;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is sent in a measurement. */
final class Load {
    private static final int USUAL_SIZE = 128;
    private static final int MOST_SUBJECTS = 1_000_000;

    @Parameters(paramLabel = "SUBJECT", description = "Subject to use.")
    String subject = "";

    @Option(names = "--msgs", paramLabel = "N", description = "Messages, of all clients together; 100000 if not given.")
    long messages = 100_000;

    @Option(names = "--clients", paramLabel = "N", description = "Clients at the same time; 1 if not given.")
    int clients = 1;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "Bytes of a message, as in 128 or 16KB; 128 if not given.")
    ByteSize size = new ByteSize(USUAL_SIZE);

    @Option(names = "--payload", paramLabel = "FILE", description = "Send what is in this file.")
    @Nullable
    String payload;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header of each message; may be given more than once.")
    List<String> headers = List.of();

    @Option(names = "--multisubject", description = "Send to SUBJECT.0, SUBJECT.1, ... in turn.")
    boolean multiSubject;

    @Option(
            names = "--multisubjectmax",
            paramLabel = "N",
            description = "How many such subjects there are; 100000 if not given.")
    int multiSubjectMax = 100_000;

    @Option(names = "--sleep", paramLabel = "TIME", description = "Pause of each client between messages.")
    Duration sleep = Duration.ZERO;

    @Option(
            names = "--throughput",
            paramLabel = "N",
            description = "Send no more than so many messages a second, all clients together.")
    long throughput;

    void check() throws MisuseException {
        if (clients < 1 || clients > 10_000) {
            throw new MisuseException("--clients is a number from 1 on");
        }
        if (messages < clients) {
            throw new MisuseException("--msgs is at least one for each client");
        }
        if (multiSubjectMax < 1 || multiSubjectMax > MOST_SUBJECTS) {
            throw new MisuseException("--multisubjectmax is from 1 to " + MOST_SUBJECTS);
        }
        if (throughput < 0 || sleep.isNegative()) {
            throw new MisuseException("--throughput and --sleep are not below zero");
        }
    }

    /** How many of the messages that client sends, of so many clients. */
    long share(int client, int of) {
        return messages / of + (client < messages % of ? 1 : 0);
    }

    byte[] body(Session session) throws IOException {
        if (payload != null) {
            return Files.readAllBytes(session.world().path(payload));
        }
        byte[] body = new byte[size.bytes()];
        Arrays.fill(body, (byte) 'x');
        return body;
    }

    byte[] head() throws ClientException {
        List<Headers.Entry> entries = new ArrayList<>();
        for (String header : headers) {
            entries.add(Headers.entry(header));
        }
        return entries.isEmpty() ? new byte[0] : Headers.of(entries).encode();
    }

    /** Where messages go to, in turn. */
    Address[] addresses(String reply) throws ClientException {
        if (!multiSubject) {
            return new Address[] {Address.of(subject, reply)};
        }
        Address[] all = new Address[(int) Math.min(multiSubjectMax, messages)];
        for (int i = 0; i < all.length; i++) {
            all[i] = Address.of(subject + "." + i, reply);
        }
        return all;
    }

    /** What is listened to. */
    String listened() {
        return multiSubject ? subject + ".*" : subject;
    }

    Pace pace(int of) {
        return new Pace(sleep, throughput == 0 ? 0 : 1e9 * of / throughput);
    }

    @Override
    public String toString() {
        return "[clients=" + clients + ", msg-size=" + size.bytes() + " B, msgs=" + messages + ", subject=" + subject
                + "]";
    }
}
