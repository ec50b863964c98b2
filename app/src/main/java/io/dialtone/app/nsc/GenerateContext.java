package io.dialtone.app.nsc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(description = "Write a context of the nats command line for a user.")
final class GenerateContext extends NscCommand {
    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Account of the user.")
    @Nullable
    String account;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Name of the user.")
    @Nullable
    String user;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Name of the context; operator_account_user if not given.")
    @Nullable
    String context;

    @Override
    void run(Session session) throws NscException, StoreException {
        String of = session.accountName(account);
        String name = Choice.user(session, of, user, List.of());
        OperatorStore store = session.store();
        Path creds = session.keys.credsFile(store.name(), of, name);
        if (!Files.exists(creds)) {
            throw new NscException("user \"" + name + "\" has no credentials - see generate creds");
        }
        String chosen = context == null ? store.name() + "_" + of + "_" + name : context;
        OperatorStore.checkName("context", chosen);
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("description", "user " + name + " of account " + of + " of operator " + store.name());
        json.put("url", String.join(",", store.operator().serviceUrls()));
        json.put("creds", creds.toString());
        String base = session.world.variable("XDG_CONFIG_HOME");
        Path config = base.isEmpty() ? session.world.home().resolve(".config") : session.world.path(base);
        Path file = config.resolve("nats").resolve("context").resolve(chosen + ".json");
        try {
            SafeFiles.write(
                    file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        } catch (JsonProcessingException e) {
            throw new NscException("the context cannot be written", e);
        }
        session.report.ok("wrote nats cli context file to `" + session.world.shown(file) + "`");
    }
}
