package io.dialtone.cluster.leaf;

import io.dialtone.accounts.operator.Standing.Ends;
import io.dialtone.actors.links.LeafRights;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.conf.TlsOptions;
import io.dialtone.routing.LinkKind;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.LinkPath;
import io.dialtone.streams.tls.TlsSession;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whose one leaf link is: its account, its rights and limits, and until when. Part of its {@link LeafConnection}, on its loop. */
final class LeafMembership {
    private final LinkHost host;
    private final LeafSettings settings;
    private final LinkWire wire;
    private final LinkPath path;
    private final LeafCard card;
    private @Nullable LeafBinding binding;
    private boolean counted;

    /**
     * Whether a user may stay.
     *
     * @param reason null: it may
     * @param error that it is told; null for nothing
     */
    record Standing(@Nullable CloseReason reason, @Nullable String error) {
        static final Standing STAYS = new Standing(null, null);
    }

    LeafMembership(LinkHost host, LeafSettings settings, LinkWire wire, LinkPath path, LeafCard card) {
        this.host = host;
        this.settings = settings;
        this.wire = wire;
        this.path = path;
        this.card = card;
    }

    /** Binds the link to its account; false when that has as many as it may. */
    boolean join(LeafBinding made) {
        card.account(made.account().id());
        card.role(made.link().role(), made.link().isolated());
        counted = host.join(card);
        if (!counted) {
            return false;
        }
        binding = made;
        if (made.isSpoke() && !card.isSolicited()) {
            path.towardsHub();
        }
        wire.follow(made.peer().name(), this::mayReceive, /* isTold= */ true);
        path.cluster(made.link().remoteCluster());
        rebind();
        return true;
    }

    /** Mappings and limits of the account hold as they are now. */
    void rebind() {
        LeafBinding b = binding;
        if (b == null) {
            return;
        }
        wire.session().bind(b.account().space(), this::mayReceive, b.account().mapper());
        // What comes from the hub was published elsewhere, and a hub that has to wait would lose it.
        wire.publishLimits(path.kind() == LinkKind.LEAF ? b.account().leafLimits() : null);
        LeafRights rights = card.rights();
        wire.session()
                .maxPayload(settings.maxPayload(
                        b.account().definition().limits().maxPayload(), rights == null ? -1 : rights.maxPayload()));
    }

    private boolean mayReceive(byte[] subject, int from, int length) {
        LeafBinding b = binding;
        return b != null && b.permissions().mayReceive(subject, from, length);
    }

    /** How much the other side may want: what the user, the account and the server allow, below 0 for any number. */
    long mostSubscriptions() {
        LeafBinding b = binding;
        LeafRights rights = card.rights();
        long ofAccount = b == null ? -1 : b.account().definition().limits().maxSubscriptions();
        long ofUser = rights == null || rights.claimed() == null
                ? -1
                : rights.claimed().maxSubscriptions();
        long ofServer = settings.options().limits().maxSubscriptions();
        return least(least(ofAccount, ofUser), ofServer == 0 ? -1 : ofServer);
    }

    private static long least(long a, long b) {
        return a < 0 ? b : b < 0 ? a : Math.min(a, b);
    }

    /** Other permissions hold. */
    void permit(LeafPermissions permissions) {
        LeafBinding b = binding;
        if (b != null) {
            binding = b.with(permissions);
        }
    }

    /** How long its user may stay; null for as long as it likes. */
    @Nullable
    Duration timeLeft() {
        LeafRights rights = card.rights();
        Instant expires = rights == null || rights.claimed() == null
                ? null
                : rights.claimed().expires();
        if (expires == null) {
            return null;
        }
        Duration left = Duration.between(Instant.now(), expires);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Whether {@code pinned_certs}, as they are now, trusts the other side.
     *
     * @param dialled the block of the remote; null where there is none, or the other side has dialled
     */
    boolean isPinned(@Nullable TlsOptions dialled) {
        TlsSession session = card.tls();
        TlsOptions tls = card.isSolicited() ? dialled : accepting();
        return session == null || tls == null || session.isPinned(tls.pinnedCerts());
    }

    private @Nullable TlsOptions accepting() {
        return card.isWebSocket()
                ? host.options().webSocket().tls()
                : host.options().leaf().tls();
    }

    /** Judges its user by the claims of its account as they are now; rights that have changed take effect. */
    Standing standing(LeafAcceptance acceptance) {
        LeafRights rights = card.rights();
        LeafBinding b = binding;
        if (rights == null || b == null) {
            return Standing.STAYS;
        }
        return switch (host.standing(rights)) {
            case null -> Standing.STAYS;
            case Ends ends -> ended(ends);
            case io.dialtone.accounts.operator.Standing.Stays stays -> {
                acceptance.renewed(new LeafRights(stays.user(), stays.claimed()), b.account());
                yield Standing.STAYS;
            }
        };
    }

    private Standing ended(Ends ends) {
        return switch (ends) {
            case BEARER -> new Standing(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            case REVOKED -> new Standing(CloseReason.REVOKED, "User Authentication Revoked");
            case EXPIRED -> new Standing(CloseReason.AUTHENTICATION_EXPIRED, "Account Authentication Expired");
            case SIGNER -> new Standing(CloseReason.AUTHENTICATION_FAILURE, null);
        };
    }

    /** The link has ended. */
    void leave(CloseReason reason) {
        if (counted) {
            counted = false;
            host.leave(card, reason);
        }
    }
}
