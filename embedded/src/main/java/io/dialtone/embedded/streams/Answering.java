package io.dialtone.embedded.streams;

import akka.util.ByteString;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** How a responder's function becomes an answer, whatever it does. */
final class Answering {
    private static final NatsMessage NO_ANSWER = NatsMessage.of("", ByteString.emptyByteString());

    private Answering() {}

    /** The answer, at the subject where it is wanted; an empty subject for none. Never fails: one bad request ends no responder. */
    static CompletionStage<NatsMessage> answer(
            NatsMessage request, Function<NatsMessage, CompletionStage<NatsMessage>> answers) {
        CompletionStage<NatsMessage> answered;
        try {
            answered = answers.apply(request);
        } catch (RuntimeException e) {
            answered = CompletableFuture.failedFuture(e);
        }
        return answered.handle((answer, failure) -> {
            if (request.replyTo().isEmpty()) {
                return NO_ANSWER;
            }
            return failure == null
                    ? new NatsMessage(request.replyTo(), answer.replyTo(), answer.headers(), answer.data())
                    : failed(request, Failures.cause(failure));
        });
    }

    private static NatsMessage failed(NatsMessage request, Throwable why) {
        String text = String.valueOf(why.getMessage()).replaceAll("[\\r\\n]+", " ");
        return NatsMessage.of(request.replyTo(), ByteString.emptyByteString())
                .withHeader("Nats-Service-Error", text)
                .withHeader("Nats-Service-Error-Code", "500");
    }
}
