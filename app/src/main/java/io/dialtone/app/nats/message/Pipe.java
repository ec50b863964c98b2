package io.dialtone.app.nats.message;

import io.dialtone.app.nats.wire.ClientException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A program that is given bytes and gives others. */
final class Pipe {
    private Pipe() {}

    /**
     * Runs a program to its end, and answers what it printed, complaints included.
     *
     * @throws ClientException when it ends with another code than 0
     */
    static byte[] through(List<String> command, Map<String, String> environment, byte[] input)
            throws IOException, InterruptedException {
        if (command.isEmpty()) {
            throw new ClientException("an empty command");
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> feed(process, input));
        byte[] output = process.getInputStream().readAllBytes();
        int code = process.waitFor();
        try {
            feeding.get();
        } catch (ExecutionException e) {
            throw new ClientException("cannot write to " + command.getFirst(), e);
        }
        if (code != 0) {
            throw new ClientException("command " + command.getFirst() + " ended with " + code);
        }
        return output;
    }

    /** A program need not read what it is given. */
    private static void feed(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException e) {
            // It has ended, or closed its input: its code tells whether all went well.
        }
    }
}
