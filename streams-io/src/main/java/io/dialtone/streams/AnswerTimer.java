package io.dialtone.streams;

/** Hears how long one connection took to answer requests that another server measures. Called on the connection's loop. */
@FunctionalInterface
public interface AnswerTimer {
    /**
     * A request was answered.
     *
     * @param reply subject of the answer
     * @param request subject of the request as it was delivered
     * @param nanos from its delivery to the answer
     */
    void answered(byte[] reply, byte[] request, long nanos);
}
