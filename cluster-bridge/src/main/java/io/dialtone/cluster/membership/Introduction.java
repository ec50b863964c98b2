package io.dialtone.cluster.membership;

/**
 * One member tells another who it is. Crosses the network: {@link WireSerializer}.
 *
 * @param address of the Akka node that says it, {@code akka://system@host:port}
 * @param uid of that node's run
 * @param members how many members it knows of, itself among them
 * @param wantsAnswer whether the other is to introduce itself, too
 */
record Introduction(String address, long uid, int members, boolean wantsAnswer, MemberCard card)
        implements MemberWatch.Command {}
