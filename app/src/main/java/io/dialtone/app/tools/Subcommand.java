package io.dialtone.app.tools;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** A command that does its work and ends, without a server. */
public interface Subcommand {
    /** The word that picks it. */
    String name();

    /**
     * Does the work. Never throws for anything that a user may type or a file may hold.
     *
     * @param arguments those after the name
     * @return the exit code
     */
    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err);
}
