package io.dialtone.embedded.streams;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.dialtone.embedded.EmbeddedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What docs/embedded.md shows for Akka applications, so that it compiles. */
abstract class DocumentedStreams {
    /** What the application has for answers. */
    interface Prices {
        CompletionStage<NatsMessage> of(String article);
    }

    abstract void handle(String order);

    abstract void show(NatsMessage answer);

    void run(
            EmbeddedServer server,
            ActorSystem<Void> system,
            List<ByteString> events,
            List<NatsMessage> messages,
            List<ByteString> questions,
            Prices prices,
            ActorRef<NatsRequest> actor) {
        InProcessConnection nats = InProcessConnection.to(server, system)
                .name("orders")
                .user("orders", "secret")
                .build();

        nats.subscribe("orders.*", "workers").map(NatsMessage::text).runForeach(this::handle, system);

        Source.from(events).runWith(nats.publishTo("events"), system);
        Source.from(messages).runWith(nats.publisher(), system);

        Source.from(questions)
                .via(nats.requestsTo("price", 16, Duration.ofSeconds(2)))
                .runForeach(this::show, system);

        nats.respond("price", "pricing", 16, request -> prices.of(request.text()));
        nats.respond("price", "pricing", 16, actor);
    }
}
