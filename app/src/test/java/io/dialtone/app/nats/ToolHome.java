package io.dialtone.app.nats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.app.nsc.Surroundings;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A home directory of its own, in which tools are called as a user would. */
public final class ToolHome {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";

    public ToolHome(Path home) {
        this.home = home;
    }

    /** What a command printed and ended with. */
    public record Result(int code, String out, String err) {}

    /** Sets a variable for the commands to come. */
    public ToolHome with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Lets the commands to come ask that server unless they name another. */
    public ToolHome at(NatsProcess server) {
        return with("NATS_URL", server.url());
    }

    /** What the commands to come find in their input. */
    ToolHome typing(String text) {
        input = text;
        return this;
    }

    /** Calls a command; its first word is that of the command. */
    public Result call(String... arguments) {
        return call(new ByteArrayOutputStream(), arguments);
    }

    private Result call(ByteArrayOutputStream out, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings world = new Surroundings(
                environment,
                home,
                home,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new SecureRandom());
        List<String> words = List.of(arguments);
        int code = new NatsSubcommand(words.getFirst())
                .run(
                        words.subList(1, words.size()),
                        world,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Calls a command that must do it; what it printed. */
    public String ok(String... arguments) {
        return succeeded(call(arguments), arguments);
    }

    private static String succeeded(Result result, String... arguments) {
        assertThat(result.code())
                .as("%s: %s%s", List.of(arguments), result.out(), result.err())
                .isZero();
        return result.out();
    }

    /** Calls a command that must do it and print JSON. */
    JsonNode json(String... arguments) {
        try {
            return new ObjectMapper().readTree(ok(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a command that must fail; its complaint. */
    String fails(String... arguments) {
        Result result = call(arguments);
        assertThat(result.code()).as("%s: %s", List.of(arguments), result.out()).isEqualTo(1);
        return result.err();
    }

    /** Calls a command whose words make no sense; its complaint. */
    String misused(String... arguments) {
        Result result = call(arguments);
        assertThat(result.code()).as("%s: %s", List.of(arguments), result.out()).isEqualTo(2);
        return result.err();
    }

    /** A command that goes on for a while. */
    public Running start(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // A thread each: the common pool has one on a small machine, and commands wait for each other.
        return new Running(
                CompletableFuture.supplyAsync(
                        () -> call(out, arguments),
                        task -> Thread.ofPlatform().daemon().name("tool").start(task)),
                out,
                arguments);
    }

    /** A command that goes on until it listens to a subject there. */
    Running listening(NatsProcess server, String subject, String... arguments) {
        Running running = start(arguments);
        Deadline.awaitValue(
                "a subscription to " + subject,
                () -> running.result.isDone()
                        ? subject
                        : server.monitor("/subsz?subs=1").toString(),
                subscriptions -> subscriptions.contains("\"" + subject + "\"") || subscriptions.equals(subject));
        return running;
    }

    /** A command at work. */
    public static final class Running {
        private final CompletableFuture<Result> result;
        private final ByteArrayOutputStream out;
        private final String[] arguments;

        private Running(CompletableFuture<Result> result, ByteArrayOutputStream out, String[] arguments) {
            this.result = result;
            this.out = out;
            this.arguments = arguments;
        }

        /** Waits until it has printed this. */
        void awaitOutput(String text) {
            Deadline.awaitValue(
                    "it prints " + text, () -> out.toString(StandardCharsets.UTF_8), printed -> printed.contains(text));
        }

        /** Waits for its good end; what it printed. */
        public String ok() {
            return succeeded(end(), arguments);
        }

        /** Waits for its end. */
        Result end() {
            try {
                return result.get(Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError(e);
            }
        }
    }
}
