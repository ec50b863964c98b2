package io.dialtone.app.nats.server;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.ClientException;
import java.io.IOException;
import picocli.CommandLine.Option;

/** A check: what cannot be had is critical. */
abstract class Check implements Action {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "nagios, json, text or prometheus; nagios if not given.")
    String format = "nagios";

    private final String suite;

    Check(String suite) {
        this.suite = suite;
    }

    @Override
    public final int run(Session session) throws IOException, InterruptedException {
        Verdict verdict = new Verdict(suite, name());
        try {
            check(session, verdict);
        } catch (MisuseException e) {
            throw e;
        } catch (ClientException e) {
            verdict.critical(String.valueOf(e.getMessage()));
        }
        return verdict.tell(session, format);
    }

    /** Shown before the verdict. */
    abstract String name();

    abstract void check(Session session, Verdict verdict) throws IOException, InterruptedException;
}
