package io.dialtone.app.routes;

import io.dialtone.app.testkit.Target;
import java.util.List;

/** What a member of a cluster runs. */
public enum MemberKind {
    /** This project's broker, in this JVM. */
    DIALTONE,
    /** The newest nats-server. */
    NATS_SERVER,
    /** One of the 2.10 line: named by {@code NATS_SERVER_2_10}, below {@code ~/.cache/nats-server/trixie}, or made by {@code .ci/install-clients}. */
    NATS_SERVER_2_10;

    List<String> command() {
        return this == NATS_SERVER_2_10 ? List.of(Target.olderNatsServer().toString()) : Target.NATS_SERVER.command();
    }
}
