package io.dialtone.streams;

import io.dialtone.routing.SubjectSpace;
import org.jspecify.annotations.Nullable;

/**
 * A message as an {@link InternalSubscriber} gets it. The arrays are copies or never change; the object itself is valid only
 * during the call.
 */
public interface Delivery {
    /** The account it was published in. */
    SubjectSpace space();

    /** What it was published to. */
    byte[] subject();

    /** The reply subject, empty for none. */
    byte[] reply();

    /** The whole header block, empty for none. */
    byte[] headers();

    /** The payload without headers. */
    byte[] payload();

    /** Bytes of headers and payload. */
    int size();

    /** Whose publish it is, as {@link Session#owner} names it; null when the server itself published. */
    @Nullable
    Object publisher();

    /** Whether it came from another server. */
    boolean isRouted();

    /** Who follows the message; null for nobody. */
    MessageTracer.@Nullable Run trace();

    /** It goes on into an account that shows no traces. */
    void endTrace();

    /** Whether the message came through this step before, on its way here. */
    boolean passed(Object step);

    /**
     * Goes on with it in another account, payload unchanged.
     *
     * @param step what {@link #passed} will say from there on
     * @param reply the reply subject there, empty for none
     * @param headers a whole header block instead of its own; null to leave them as they are
     * @return how many took it
     */
    int forward(Object step, SubjectSpace to, byte[] subject, byte[] reply, byte @Nullable [] headers);
}
