package io.dialtone.app.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.app.testkit.RawClient;
import java.io.Closeable;

/** A client that takes messages apart. Reads in the order in which they come. */
final class SystemClient implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INBOX = "_INBOX.test.";

    private final RawClient client;
    private int requests;
    private int subscriptions;

    /** A message; headers are the whole block, empty for none. */
    record Message(String subject, String headers, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }
    }

    private SystemClient(RawClient client) {
        this.client = client;
    }

    static SystemClient connect(int port, String user, String name) {
        RawClient client = RawClient.connect(
                port,
                "\"user\":\"" + user + "\",\"pass\":\"p\",\"name\":\"" + name
                        + "\",\"lang\":\"lab\",\"version\":\"0.1\",\"protocol\":1,\"headers\":true,\"no_responders\":true");
        client.readInfo();
        return new SystemClient(client.send("SUB " + INBOX + "* inbox\r\n").flush());
    }

    RawClient raw() {
        return client;
    }

    SystemClient subscribe(String subject) {
        subscriptions++;
        client.send("SUB " + subject + " s" + subscriptions + "\r\n").flush();
        return this;
    }

    /** Sends a request. */
    void ask(String subject, String headers, String body) {
        requests++;
        String reply = INBOX + requests;
        if (headers.isEmpty()) {
            client.send("PUB " + subject + " " + reply + " " + body.length() + "\r\n" + body + "\r\n");
        } else {
            String block = "NATS/1.0\r\n" + headers + "\r\n\r\n";
            client.send("HPUB " + subject + " " + reply + " " + block.length() + " " + (block.length() + body.length())
                    + "\r\n" + block + body + "\r\n");
        }
    }

    /** Sends a request and takes its answer; what comes before it is dropped, late answers to earlier ones included. */
    Message request(String subject, String headers, String body) {
        ask(subject, headers, body);
        Message answer = next();
        while (!answer.subject().equals(INBOX + requests)) {
            answer = next();
        }
        return answer;
    }

    Message request(String subject) {
        return request(subject, "", "");
    }

    /** The next message. */
    Message next() {
        String[] line = client.readLine().split(" ", -1);
        boolean hasHeaders = line[0].equals("HMSG");
        if (!hasHeaders && !line[0].equals("MSG")) {
            throw new AssertionError("expected a message, got " + String.join(" ", line));
        }
        int size = Integer.parseInt(line[line.length - 1]);
        int head = hasHeaders ? Integer.parseInt(line[line.length - 2]) : 0;
        String headers = client.read(head);
        String body = client.read(size - head);
        client.expect("\r\n");
        return new Message(line[1], headers, body);
    }

    @Override
    public void close() {
        client.close();
    }
}
