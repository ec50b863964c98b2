package io.dialtone.actors;

import io.dialtone.actors.monitor.Traffic;
import io.dialtone.streams.ConnectionCounters;

/**
 * What connections have used up: traffic, and matches of subjects against subscriptions.
 *
 * @param cacheHits of the matches, those answered from a cache
 */
record Usage(Traffic traffic, long matches, long cacheHits) {
    static final Usage NONE = new Usage(Traffic.NONE, 0, 0);

    static Usage of(ConnectionCounters c) {
        return new Usage(
                new Traffic(c.inMessages(), c.inBytes(), c.outMessages(), c.outBytes()), c.matches(), c.cacheHits());
    }

    Usage plus(Usage other) {
        return new Usage(traffic.plus(other.traffic), matches + other.matches, cacheHits + other.cacheHits);
    }

    Usage minus(Usage other) {
        Traffic less = new Traffic(
                traffic.inMsgs() - other.traffic.inMsgs(),
                traffic.inBytes() - other.traffic.inBytes(),
                traffic.outMsgs() - other.traffic.outMsgs(),
                traffic.outBytes() - other.traffic.outBytes());
        return new Usage(less, matches - other.matches, cacheHits - other.cacheHits);
    }
}
