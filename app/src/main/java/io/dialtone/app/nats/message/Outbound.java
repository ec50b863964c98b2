package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a message is made of that a user types. */
final class Outbound {
    private static final String NEWLINE = "newline";
    private static final String END = "eof";

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "Subject to send to.")
    String subject = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "BODY",
            description = "The message; without, it is read from standard input.")
    @Nullable
    String body;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header; may be given more than once.")
    List<String> headers = List.of();

    @Option(names = "--count", paramLabel = "N", description = "Send so many messages.")
    long count = 1;

    @Option(names = "--force-stdin", description = "Read standard input although a body is given.")
    boolean forceStdin;

    @Option(
            names = "--send-on",
            paramLabel = "WHEN",
            description =
                    "When what standard input holds is a message: at its end (eof, the default) or each line (newline).")
    String sendOn = END;

    @Option(names = "--no-templates", negatable = true, description = "Take the message as it is.")
    boolean plain;

    /** Told of each body. */
    @FunctionalInterface
    interface Body {
        void send(byte[] body) throws IOException, InterruptedException;
    }

    /** Gives the bodies in turn: the one typed, or what comes in. */
    void bodies(InputStream in, Body receiver) throws IOException, InterruptedException {
        if (!sendOn.equals(END) && !sendOn.equals(NEWLINE)) {
            throw new MisuseException("--send-on is eof or newline");
        }
        if (body != null && !forceStdin) {
            receiver.send(body.getBytes(StandardCharsets.UTF_8));
        } else if (sendOn.equals(END)) {
            receiver.send(in.readAllBytes());
        } else {
            lines(in, receiver);
        }
    }

    private static void lines(InputStream in, Body receiver) throws IOException, InterruptedException {
        LineInput input = new LineInput(in);
        for (byte[] line = input.next(); line != null; line = input.next()) {
            receiver.send(line);
        }
    }

    /** A body with its places filled; bytes that are no text stay as they are. */
    byte[] filled(byte[] bytes, Template template, long number) {
        if (plain || !hasPlaces(bytes)) {
            return bytes;
        }
        return template.fill(new String(bytes, StandardCharsets.UTF_8), number).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasPlaces(byte[] bytes) {
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i] == '{' && bytes[i - 1] == '{') {
                return true;
            }
        }
        return false;
    }

    String subject(Template template, long number) {
        return plain ? subject : template.fill(subject, number);
    }

    Headers headers(Template template, long number) throws ClientException {
        return headers(headers, template, number);
    }

    static Headers headers(List<String> typed, Template template, long number) throws ClientException {
        List<Headers.Entry> entries = new ArrayList<>();
        for (String text : typed) {
            entries.add(Headers.entry(template.fill(text, number)));
        }
        return Headers.of(entries);
    }
}
