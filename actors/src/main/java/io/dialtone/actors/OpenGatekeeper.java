package io.dialtone.actors;

import io.dialtone.routing.Subscription;
import io.dialtone.streams.DeliveryRules;
import io.dialtone.streams.PublishRules;
import org.jspecify.annotations.Nullable;

/** Lets everybody in, to the global account. */
final class OpenGatekeeper implements Gatekeeper {
    static final UserRights ANYBODY = new Anybody();

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public boolean isSlow(Request request) {
        return false;
    }

    @Override
    public Decision check(Request request) {
        return Decision.granted(ANYBODY);
    }

    @Override
    public UserRights withoutCredentials(ConnectionInfoCard card) {
        return ANYBODY;
    }

    @Override
    public UserRights anybody() {
        return ANYBODY;
    }

    @Override
    public UserRights recheck(Request request, @Nullable UserRights before) {
        return ANYBODY;
    }

    private record Anybody() implements UserRights {
        @Override
        public String account() {
            return Account.GLOBAL;
        }

        @Override
        public String label() {
            return "";
        }

        @Override
        public String user() {
            return "";
        }

        @Override
        public @Nullable PublishRules publishRules() {
            return null;
        }

        @Override
        public boolean maySubscribe(byte[] subject, byte @Nullable [] queue) {
            return true;
        }

        @Override
        public @Nullable DeliveryRules deliveryRules(boolean headers) {
            return headers ? null : NoHeaders.INSTANCE;
        }
    }

    /** For a client without headers that may see everything. */
    enum NoHeaders implements DeliveryRules {
        INSTANCE;

        @Override
        public boolean headers() {
            return false;
        }

        @Override
        public boolean denies(Subscription subscription, byte[] subject, int from, int length) {
            return false;
        }

        @Override
        public void delivering(byte[] reply, int from, int length) {
            // Nothing is remembered.
        }

        @Override
        public boolean watchesReplies() {
            return false;
        }
    }
}
