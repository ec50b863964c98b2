package io.dialtone.embedded.junit;

import io.dialtone.embedded.ServerBuilder;

/** What a test says in code about each of its servers, on top of its configuration. */
@FunctionalInterface
public interface ServerSetup {
    /** Called for each server before it starts. */
    void configure(ServerBuilder server);

    /** Nothing. */
    final class Nothing implements ServerSetup {
        /** For the default of an annotation. */
        public Nothing() {}

        @Override
        public void configure(ServerBuilder server) {}
    }
}
