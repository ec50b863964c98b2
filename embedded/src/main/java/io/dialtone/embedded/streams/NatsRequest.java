package io.dialtone.embedded.streams;

import akka.util.ByteString;
import java.util.concurrent.CompletableFuture;

/** A request that an actor answers, once; see {@link InProcessConnection#respond}. For any thread. */
public final class NatsRequest {
    private final NatsMessage message;
    private final CompletableFuture<NatsMessage> answer;

    NatsRequest(NatsMessage message, CompletableFuture<NatsMessage> answer) {
        this.message = message;
        this.answer = answer;
    }

    /** What was asked. */
    public NatsMessage message() {
        return message;
    }

    /** Answers with data; does nothing when it is answered already, or nobody waits any more. */
    public void reply(ByteString data) {
        reply(NatsMessage.of(message.replyTo(), data));
    }

    /** Answers with headers and data; the subject is that of the asker, whatever the message says. */
    public void reply(NatsMessage with) {
        answer.complete(with);
    }

    /** Answers that it cannot be done. */
    public void fail(Throwable why) {
        answer.completeExceptionally(why);
    }
}
