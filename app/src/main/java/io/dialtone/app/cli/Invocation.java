package io.dialtone.app.cli;

/** What a command line asks for. */
public sealed interface Invocation {
    /** Print this on standard output and end with 0. */
    record Print(String text) implements Invocation {}

    /** The flags cannot be read: complaint on standard error, usage on standard output, and (as nats-server does) end with 0. */
    record Misuse(String complaint, String usage) implements Invocation {}

    /** Print this on standard error, behind the name of the program, and end with 1. */
    record Refuse(String reason) implements Invocation {}

    /** {@code --signal}: command and, behind a {@code =}, its target. */
    record SendSignal(String parameter) implements Invocation {}

    /** {@code -t}: check that file. */
    record Check(String file) implements Invocation {}

    /** Run a server. */
    record Run(Overrides overrides) implements Invocation {}
}
