package io.dialtone.cluster.gateway;

import io.dialtone.cluster.link.LinkPings;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.ServerInfo;

/**
 * The other end of an inbound gateway. Any thread may read what monitoring shows of it.
 *
 * @param info what the server has said of itself
 * @param teller what it has been told
 */
record InboundPeer(LinkWire wire, LinkPings pings, ServerInfo info, InterestTeller teller) {}
