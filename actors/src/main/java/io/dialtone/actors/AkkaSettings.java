package io.dialtone.actors;

/** What the broker changes of Akka's own settings. */
final class AkkaSettings {
    /**
     * Small pools, since the event loops do the work; no banner, no log of dead letters (a connection that ends has some);
     * no shutdown hook, since the program that embeds the broker decides when it ends.
     */
    static final String TEXT = """
            akka {
              loggers = ["akka.event.slf4j.Slf4jLogger"]
              logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
              loglevel = "WARNING"
              stdout-loglevel = "OFF"
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              daemonic = on
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              coordinated-shutdown.terminate-actor-system = on
              coordinated-shutdown.exit-jvm = off
              library-extensions = []
              actor {
                allow-java-serialization = off
                default-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-factor = 1.0, parallelism-max = 2 }
                internal-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-factor = 1.0, parallelism-max = 2 }
              }
              stream.materializer.stage-errors-default-log-level = off
            }
            """;

    private AkkaSettings() {}
}
