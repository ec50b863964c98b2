package io.dialtone.actors.exchange;

import io.dialtone.actors.monitor.ClientInfo;

/** A connection that asks or answers, as far as services hear of it. Any thread. */
public interface Requester {
    /** Who it is. */
    ClientInfo clientInfo();
}
