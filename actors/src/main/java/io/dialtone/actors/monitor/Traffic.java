package io.dialtone.actors.monitor;

/** Messages and their payload bytes (headers included, protocol lines not), in and out as the server sees it. */
public record Traffic(long inMsgs, long inBytes, long outMsgs, long outBytes) {

    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    public Traffic plus(Traffic other) {
        return new Traffic(
                inMsgs + other.inMsgs, inBytes + other.inBytes, outMsgs + other.outMsgs, outBytes + other.outBytes);
    }
}
