package io.dialtone.actors;

import io.dialtone.actors.system.AuthenticationAudit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What only the process around a broker can do for it. Any thread. */
public interface HostProcess {
    /** A process that can do nothing. */
    HostProcess NONE = new HostProcess() {
        @Override
        public CompletionStage<Void> reload() {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("can only reload config when a file is provided using -c or --config"));
        }

        @Override
        public List<String> commandLine() {
            return List.of();
        }
    };

    /** Reads the configuration again and lets it hold; failed with a message that says why not. */
    CompletionStage<Void> reload();

    /** What it was started with, without secrets. */
    List<String> commandLine();

    /** Who keeps the books of logins. */
    default AuthenticationAudit audit() {
        return AuthenticationAudit.NONE;
    }
}
