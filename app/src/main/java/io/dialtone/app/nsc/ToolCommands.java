package io.dialtone.app.nsc;

import io.dialtone.app.nsc.remote.NatsConnection;
import io.dialtone.app.nsc.remote.NatsConnection.Message;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.store.StoreException;
import io.dialtone.conf.GoText;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Messages sent and received as a user, to see whether what was set up holds. */
final class ToolCommands {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ToolCommands() {}

    /** A command that talks to a server. */
    abstract static class Tool extends NscCommand {
        @Mixin
        ToolOptions options = new ToolOptions();

        @Override
        final void run(Session session) throws NscException, StoreException {
            try (NatsConnection connection =
                    options.connect(session, "nsc_" + getClass().getSimpleName().toLowerCase(Locale.ROOT))) {
                talk(session, connection);
            } catch (RemoteException e) {
                throw new NscException(String.valueOf(e.getMessage()), e);
            }
        }

        abstract void talk(Session session, NatsConnection connection) throws NscException, RemoteException;

        /** A line at once, as what follows may take its time. */
        static void say(Session session, String line) {
            session.print(line + "\n");
            session.world.out().flush();
        }
    }

    /** A subject, and what goes to it. */
    static final class Addressed {
        @Parameters(index = "0", paramLabel = "SUBJECT")
        String subject = "";

        @Parameters(index = "1", paramLabel = "TEXT", arity = "0..1")
        @Nullable
        String text;

        String payload() {
            return text == null ? "" : text;
        }
    }

    @Command(description = "Publish a message.")
    static final class Pub extends Tool {
        @Mixin
        Addressed addressed = new Addressed();

        @Override
        void talk(Session session, NatsConnection connection) throws RemoteException {
            connection.publish(addressed.subject, addressed.payload());
            connection.flush();
            say(session, "Published [" + addressed.subject + "] : " + GoText.quote(addressed.payload()));
        }
    }

    @Command(description = "Send a request, and print its first answer.")
    static final class Req extends Tool {
        @Mixin
        Addressed addressed = new Addressed();

        @Override
        void talk(Session session, NatsConnection connection) throws NscException, RemoteException {
            connection.request(addressed.subject, addressed.payload());
            say(session, "published request: [" + addressed.subject + "] : '" + addressed.payload() + "'");
            String answer = connection.next(PATIENCE);
            if (answer == null) {
                throw new NscException("request timed out");
            }
            say(session, "received reply: '" + answer + "'");
        }
    }

    /** Listens, to be ended by a signal or after so many messages. */
    abstract static class Listening extends Tool {
        @Option(
                names = {"-q", "--queue"},
                paramLabel = "NAME",
                description = "Queue group that shares the messages.")
        String queue = "";

        @Option(names = "--max-messages", paramLabel = "N", description = "End after so many messages.")
        int most = -1;

        final void listen(Session session, NatsConnection connection, String subject)
                throws NscException, RemoteException {
            if (most == 0) {
                throw new NscException("max-messages must be greater than zero");
            }
            connection.subscribe(subject, queue, Math.max(0, most));
            connection.flush();
            say(session, "Listening on [" + subject + "]" + (most > 0 ? " for " + most + " messages" : ""));
            for (int i = 1; most < 0 || i <= most; i++) {
                Message message = connection.listen();
                say(session, "[#" + i + "] received on [" + message.subject() + "]: '" + message.payload() + "'");
                received(session, connection, message);
            }
            connection.flush();
        }

        abstract void received(Session session, NatsConnection connection, Message message) throws RemoteException;
    }

    @Command(description = "Print the messages of a subject.")
    static final class Sub extends Listening {
        @Parameters(paramLabel = "SUBJECT")
        String subject = "";

        @Override
        void talk(Session session, NatsConnection connection) throws NscException, RemoteException {
            listen(session, connection, subject);
        }

        @Override
        void received(Session session, NatsConnection connection, Message message) {
            // Printing it was all.
        }
    }

    @Command(description = "Answer requests, with a text or with what they ask.")
    static final class Reply extends Listening {
        @Mixin
        Addressed addressed = new Addressed();

        @Override
        void talk(Session session, NatsConnection connection) throws NscException, RemoteException {
            listen(session, connection, addressed.subject);
        }

        @Override
        void received(Session session, NatsConnection connection, Message message) throws RemoteException {
            if (message.reply().isEmpty()) {
                say(session, "nobody waits for an answer to it");
                return;
            }
            connection.publish(message.reply(), addressed.text == null ? message.payload() : addressed.payload());
        }
    }

    @Command(description = "Measure the round trip to the server.")
    static final class Rtt extends Tool {
        @Override
        void talk(Session session, NatsConnection connection) throws RemoteException {
            long start = System.nanoTime();
            connection.flush();
            double millis = (System.nanoTime() - start) / 1e6;
            say(session, String.format(Locale.ROOT, "round trip time to [%s] = %.3fms", connection.address(), millis));
        }
    }
}
