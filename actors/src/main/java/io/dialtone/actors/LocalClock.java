package io.dialtone.actors;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of this machine. Its zone is found out when somebody asks: reading the table of zones takes a starting server a while. */
final class LocalClock extends Clock {
    @Override
    public ZoneId getZone() {
        return ZoneId.systemDefault();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.system(zone);
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }
}
