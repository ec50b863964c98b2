package io.dialtone.app.simulate.world;

import java.nio.file.Path;
import java.util.List;

/** Where the servers of a simulation run. */
public sealed interface Hosting {

    /** Brokers side by side in this JVM. */
    record OneJvm() implements Hosting {}

    /**
     * Processes of this program.
     *
     * @param directory for their configurations and logs
     */
    record Processes(Path directory) implements Hosting {}

    /** Processes of another server program that takes nats-server's configuration. */
    record Program(Path program, Path directory) implements Hosting {}

    /** What makes servers there. */
    default SimulatedServer.Maker maker() {
        return switch (this) {
            case OneJvm() -> ServerInJvm::new;
            case Processes(Path directory) -> ServerProcess.maker(ServerProcess.dialtone(), directory);
            case Program(Path program, Path directory) -> ServerProcess.maker(List.of(program.toString()), directory);
        };
    }
}
