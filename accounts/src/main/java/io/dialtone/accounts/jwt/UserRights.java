package io.dialtone.accounts.jwt;

import io.dialtone.accounts.ConnectionType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do, in its own claims or in the template of a signing key.
 *
 * @param permissions subjects
 * @param sources networks that it may come from, {@code 10.0.0.0/8}; empty: all
 * @param times when it may be connected; empty: always
 * @param timesLocation time zone of the times, {@code Europe/Paris}; empty: the server's
 * @param subscriptions open at once; -1: any number
 * @param data bytes; nobody counts them
 * @param payload bytes of one message; -1: any number
 * @param bearer whether no signature of the nonce is needed
 * @param proxyRequired whether it must come through a trusted proxy
 * @param connectionTypes ways to connect; empty: all
 */
public record UserRights(
        PermissionsClaim permissions,
        List<String> sources,
        List<TimeWindow> times,
        String timesLocation,
        long subscriptions,
        long data,
        long payload,
        boolean bearer,
        boolean proxyRequired,
        List<String> connectionTypes) {
    /** Nothing said: no permissions of its own and every limit zero. */
    public static final UserRights NONE = new Builder().build();
    /** Everything. */
    public static final UserRights UNLIMITED = new Builder()
            .subscriptions(AccountLimits.NO_LIMIT)
            .data(AccountLimits.NO_LIMIT)
            .payload(AccountLimits.NO_LIMIT)
            .build();

    /** Copies the collections: the record never changes. */
    public UserRights {
        sources = Copies.list(sources);
        times = Copies.list(times);
        connectionTypes = Copies.list(connectionTypes);
    }

    /** Whether nothing at all was said, as scoped signing keys want it. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * Whether a client at that address may be let in.
     *
     * @param address in digits, IPv4 or IPv6
     */
    public boolean admitsSource(String address) {
        return sources.isEmpty() || Network.anyContains(sources, address);
    }

    /**
     * For how long from now a client may be connected: of the windows that are open, the one that ends last.
     *
     * @param serverZone of times without a location
     * @return null: not now; {@link TimeWindow#ALWAYS} without windows
     */
    public @Nullable Duration openFor(Instant now, ZoneId serverZone) {
        return TimeWindow.openFor(times, timesLocation, now, serverZone);
    }

    /**
     * Whether a client may connect in that way. Names that nobody knows are passed over, unless all are such: then nobody may.
     */
    public boolean admits(ConnectionType type) {
        return connectionTypes.isEmpty() || connectionTypes.stream().anyMatch(type.name()::equalsIgnoreCase);
    }

    /** A copy with changes: {@code value.with(b -> b.permissions(...))}. */
    public UserRights with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.permissions = permissions;
        b.sources = sources;
        b.times = times;
        b.timesLocation = timesLocation;
        b.subscriptions = subscriptions;
        b.data = data;
        b.payload = payload;
        b.bearer = bearer;
        b.proxyRequired = proxyRequired;
        b.connectionTypes = connectionTypes;
        return b;
    }

    /** Collects the values of a {@link UserRights}. Not for several threads. */
    public static final class Builder {
        private PermissionsClaim permissions = PermissionsClaim.NONE;
        private List<String> sources = List.of();
        private List<TimeWindow> times = List.of();
        private String timesLocation = "";
        private long subscriptions = 0;
        private long data = 0;
        private long payload = 0;
        private boolean bearer = false;
        private boolean proxyRequired = false;
        private List<String> connectionTypes = List.of();

        Builder() {}

        /** Sets {@link UserRights#permissions()}. */
        public Builder permissions(PermissionsClaim value) {
            this.permissions = value;
            return this;
        }

        /** Sets {@link UserRights#sources()}. */
        public Builder sources(List<String> value) {
            this.sources = value;
            return this;
        }

        /** Sets {@link UserRights#times()}. */
        public Builder times(List<TimeWindow> value) {
            this.times = value;
            return this;
        }

        /** Sets {@link UserRights#timesLocation()}. */
        public Builder timesLocation(String value) {
            this.timesLocation = value;
            return this;
        }

        /** Sets {@link UserRights#subscriptions()}. */
        public Builder subscriptions(long value) {
            this.subscriptions = value;
            return this;
        }

        /** Sets {@link UserRights#data()}. */
        public Builder data(long value) {
            this.data = value;
            return this;
        }

        /** Sets {@link UserRights#payload()}. */
        public Builder payload(long value) {
            this.payload = value;
            return this;
        }

        /** Sets {@link UserRights#bearer()}. */
        public Builder bearer(boolean value) {
            this.bearer = value;
            return this;
        }

        /** Sets {@link UserRights#proxyRequired()}. */
        public Builder proxyRequired(boolean value) {
            this.proxyRequired = value;
            return this;
        }

        /** Sets {@link UserRights#connectionTypes()}. */
        public Builder connectionTypes(List<String> value) {
            this.connectionTypes = value;
            return this;
        }

        /** The immutable result. */
        public UserRights build() {
            return new UserRights(
                    permissions,
                    sources,
                    times,
                    timesLocation,
                    subscriptions,
                    data,
                    payload,
                    bearer,
                    proxyRequired,
                    connectionTypes);
        }
    }
}
