package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.SubjectSpace;

/**
 * Publishes what the server itself has to say in an account: to every plain subscription, to one member of each queue
 * group, and through the account's imports. For seldom messages; called on an event loop.
 */
public final class ServerPublisher {
    private static final byte[] NONE = {};

    private ServerPublisher() {}

    /**
     * Delivers a message.
     *
     * @param headers a whole header block, empty for none
     * @return how many took it
     */
    public static int publish(SubjectSpace space, String subject, byte[] headers, byte[] payload) {
        return publish(space, ByteText.bytes(subject), NONE, headers, payload);
    }

    /**
     * Delivers a message.
     *
     * @param reply the reply subject, empty for none
     * @param headers a whole header block, empty for none
     * @return how many took it
     */
    public static int publish(SubjectSpace space, byte[] subject, byte[] reply, byte[] headers, byte[] payload) {
        EventLoop loop = EventLoop.current();
        // A router for each message: an internal subscriber may answer at once, by publishing in turn.
        Router router = new Router(
                loop,
                null,
                new Session(space),
                new OperationReader(loop.memory().scratch()),
                new ServerLog());
        int delivered = router.route(space, subject, Envelope.own(reply, headers, payload));
        router.flush();
        return delivered;
    }
}
