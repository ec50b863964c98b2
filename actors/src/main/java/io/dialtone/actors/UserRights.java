package io.dialtone.actors;

import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.Permissions;
import io.dialtone.accounts.PublishRights;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.DeliveryRules;
import io.dialtone.streams.PublishRules;
import org.jspecify.annotations.Nullable;

/** Who one connection is and what it may do; made for it when it is let in. */
final class UserRights {
    private static final byte[] EVERYTHING = ByteText.bytes(">");
    private static final DeliveryRules NO_HEADERS = new Rules(false, null, null);

    private final UserIdentity user;
    private final @Nullable ClaimedUser claimed;
    private final PublishRights publishing;

    UserRights(UserIdentity user) {
        this(user, null);
    }

    /**
     * @param claimed what its account says of it; null for a user of the configuration
     */
    UserRights(UserIdentity user, @Nullable ClaimedUser claimed) {
        this.user = user;
        this.claimed = claimed;
        this.publishing = new PublishRights(user.permissions(), System::nanoTime);
    }

    UserIdentity user() {
        return user;
    }

    String account() {
        return user.account();
    }

    /** What its account says of it; null for a user of the configuration. */
    @Nullable
    ClaimedUser claimed() {
        return claimed;
    }

    /** The part of a connection's label in the log that names it; empty for nobody in particular. */
    String label() {
        String label = user.label();
        if (label.isEmpty() || claimed == null || claimed.accountName().isEmpty()) {
            return label;
        }
        return user.account() + "/" + claimed.accountName()
                + label.substring(user.account().length());
    }

    /** How many subscriptions it may have, -1 for any number. */
    long maxSubscriptions() {
        return claimed == null ? -1 : claimed.maxSubscriptions();
    }

    /** How long its messages may be, -1 for any length. */
    long maxPayload() {
        return claimed == null ? -1 : claimed.maxPayload();
    }

    /** What it may publish; null for everything. */
    @Nullable
    PublishRules publishRules() {
        Permissions p = user.permissions();
        return p.restrictsPublishing() || p.responses() != null ? publishing::canPublish : null;
    }

    boolean maySubscribe(byte[] subject, byte @Nullable [] queue) {
        return user.permissions().canSubscribe(subject, queue);
    }

    /** What delivery to it has to heed; null for nothing. Any thread may use the result. */
    @Nullable
    DeliveryRules deliveryRules(boolean headers) {
        boolean denies = user.permissions().filtersDelivery(EVERYTHING, null);
        boolean watches = publishing.watchesReplies();
        if (!denies && !watches) {
            return headers ? null : NO_HEADERS;
        }
        return new Rules(headers, denies ? user.permissions() : null, watches ? publishing : null);
    }

    private record Rules(
            boolean headers,
            @Nullable Permissions denying,
            @Nullable PublishRights watching) implements DeliveryRules {
        @Override
        public boolean denies(Subscription subscription, byte[] subject, int from, int length) {
            return denying != null && denying.deniesDelivery(subscription.queue(), subject, from, length);
        }

        @Override
        public void delivering(byte[] reply, int from, int length) {
            if (watching != null) {
                watching.delivering(reply, from, length);
            }
        }

        @Override
        public boolean watchesReplies() {
            return watching != null;
        }
    }
}
