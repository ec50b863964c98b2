package io.dialtone.actors.claims;

import io.dialtone.actors.monitor.JsonOut;
import java.util.function.Consumer;

/**
 * What somebody hears who brought claims or wanted accounts deleted.
 *
 * @param account empty when it is about several
 * @param message what was done or tried
 * @param problem empty when it went well
 */
record ClaimAnswer(String account, String message, String problem) {
    private static final int OK = 200;
    private static final int FAILED = 500;

    static ClaimAnswer done(String account, String message) {
        return new ClaimAnswer(account, message, "");
    }

    static ClaimAnswer failed(String account, String message, String problem) {
        return new ClaimAnswer(account, message, problem);
    }

    boolean isFailure() {
        return !problem.isEmpty();
    }

    /** What the log says. */
    String line() {
        String about = account.isEmpty() ? "" : " - " + account;
        return message + about + (isFailure() ? " - " + problem : "");
    }

    /**
     * @param server writes the fields of the server
     */
    void writeTo(JsonOut out, Consumer<JsonOut> server) {
        out.object(() -> {
            out.object("server", () -> server.accept(out));
            if (isFailure()) {
                out.object("error", () -> {
                    out.opt("account", account);
                    out.field("code", FAILED);
                    out.field("description", message + " - " + problem);
                });
            } else {
                out.object("data", () -> {
                    out.opt("account", account);
                    out.field("code", OK);
                    out.field("message", message);
                });
            }
        });
    }
}
