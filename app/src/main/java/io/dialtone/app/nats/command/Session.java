package io.dialtone.app.nats.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dialtone.app.nats.context.Setting;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ConnectOptions;
import io.dialtone.app.nats.wire.Events;
import io.dialtone.app.nats.wire.ServerUrl;
import io.dialtone.app.nsc.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** One call of a command: what it may read, where it prints, and the way to servers. Results go to the output, remarks to standard error. */
public final class Session {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final JsonMapper JSON = new JsonMapper();

    private final Surroundings world;
    private final InputStream in;
    private final Globals globals;

    public Session(Surroundings world, InputStream in, Globals globals) {
        this.world = world;
        this.in = in;
        this.globals = globals;
    }

    public Surroundings world() {
        return world;
    }

    public InputStream in() {
        return in;
    }

    public PrintStream out() {
        return world.out();
    }

    /** Prints a result at once. */
    public void print(String line) {
        world.out().println(line);
        world.out().flush();
    }

    /** Prints a value as JSON, over several lines. */
    public void printJson(Object value) {
        try {
            print(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Says something beside the results, with the time. */
    public synchronized void note(String text) {
        String time =
                LocalTime.now(world.clock().withZone(ZoneId.systemDefault())).format(CLOCK);
        text.lines().forEach(line -> world.err().println(time + " " + line));
        world.err().flush();
    }

    /** Says what is wrong with what goes on. */
    public void warn(String text) {
        note(text);
    }

    /** How to connect, under this name unless the user has given one. */
    public ConnectOptions options(String name) throws IOException {
        return Connecting.of(world, globals).options(name);
    }

    /** How long to wait for answers. */
    public Duration timeout() throws IOException {
        return Connecting.of(world, globals).timeout();
    }

    /** What was given on the command line of the settings of a context. */
    public Map<Setting, String> givenSettings() {
        return globals.settings();
    }

    /** A connection for a short while: it is not made again when it is lost. */
    public Client connect(String name) throws IOException {
        return Client.connect(options(name).once(), warnings());
    }

    /** How to connect with that context, whichever was chosen. */
    public ConnectOptions optionsOf(String context) throws IOException {
        return Connecting.with(world, globals, context).options("dialtone");
    }

    /** A connection with that context, whichever was chosen. */
    public Client connectWith(String context) throws IOException {
        return Client.connect(optionsOf(context).once(), warnings());
    }

    /** A connection that lasts. */
    public Client connectLasting(String name) throws IOException {
        return Client.connect(options(name), warnings());
    }

    /** Tells the user what happens to a connection. */
    public Events warnings() {
        return new Events() {
            @Override
            public void error(String text) {
                warn("error from the server: " + text);
            }

            @Override
            public void disconnected(String reason) {
                warn("disconnected: " + reason + "; connecting again");
            }

            @Override
            public void reconnected(ServerUrl url) {
                warn("connected again to " + url);
            }
        };
    }
}
