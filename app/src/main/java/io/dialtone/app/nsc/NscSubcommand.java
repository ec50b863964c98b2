package io.dialtone.app.nsc;

import io.dialtone.app.tools.Subcommand;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** The tool as a command of the launcher. */
public final class NscSubcommand implements Subcommand {
    @Override
    public String name() {
        return "nsc";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        return Nsc.run(Surroundings.ofProcess(out, err), arguments);
    }
}
