package io.dialtone.actors.claims;

import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.JsonOut;
import java.util.Collection;

/** Answers on claims subjects. */
final class ClaimsJson {
    private ClaimsJson() {}

    static byte[] answer(ClaimAnswer answer, ClaimsHost host) {
        JsonBody body = out -> answer.writeTo(out, host::writeServer);
        return body.compact();
    }

    /** Maps in Go are written by key, so {@code data} comes first. */
    static byte[] list(Collection<String> accounts, ClaimsHost host) {
        JsonBody body = out -> out.object(() -> {
            out.array("data", accounts, JsonOut::string);
            out.object("server", () -> host.writeServer(out));
        });
        return body.compact();
    }
}
