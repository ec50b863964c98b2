package io.dialtone.routing;

import java.util.concurrent.atomic.LongAdder;

/** What has gone over links of one kind in one account, as whole messages with their headers. Any thread. */
public final class LinkTraffic {
    private final LongAdder inMsgs = new LongAdder();
    private final LongAdder inBytes = new LongAdder();
    private final LongAdder outMsgs = new LongAdder();
    private final LongAdder outBytes = new LongAdder();

    /** So much has come. */
    public void received(long msgs, long bytes) {
        inMsgs.add(msgs);
        inBytes.add(bytes);
    }

    /** So much is on its way. */
    public void sent(long msgs, long bytes) {
        outMsgs.add(msgs);
        outBytes.add(bytes);
    }

    public long inMsgs() {
        return inMsgs.sum();
    }

    public long inBytes() {
        return inBytes.sum();
    }

    public long outMsgs() {
        return outMsgs.sum();
    }

    public long outBytes() {
        return outBytes.sum();
    }
}
