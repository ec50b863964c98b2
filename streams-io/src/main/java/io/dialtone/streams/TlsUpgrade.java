package io.dialtone.streams;

import io.dialtone.streams.tls.TlsClientContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What follows the INFO that a dialled server sent in clear, for the actor that read it to say. On the connection's loop.
 *
 * <p>The stream reads no further than the line of INFO and sends nothing until it is told. What came behind that line belongs
 * to what follows; so does all that is queued, whether it was queued before or after the decision. Only the first decision
 * counts.
 */
public final class TlsUpgrade {
    sealed interface Decision {
        record Secure(DialSecurity.Server server) implements Decision {}

        record Plain() implements Decision {}
    }

    private @Nullable Decision decision;
    private @Nullable Consumer<Decision> stage;

    /**
     * Begins TLS.
     *
     * @param name what the server's certificate must be made out to, a host name or an address
     */
    public void start(TlsClientContext context, String name) {
        decide(new Decision.Secure(new DialSecurity.Server(context, name)));
    }

    /** Goes on in clear. */
    public void goPlain() {
        decide(new Decision.Plain());
    }

    private void decide(Decision made) {
        if (decision != null) {
            return;
        }
        decision = made;
        if (stage != null) {
            stage.accept(made);
        }
    }

    /** Called by the stage when it starts; a decision that was made before is told at once. */
    void attach(Consumer<Decision> listener) {
        stage = listener;
        if (decision != null) {
            listener.accept(decision);
        }
    }
}
