package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One tls block. Files are relative to the working directory.
 *
 * @param certFile certificate chain
 * @param keyFile its key
 * @param caFile trusted authorities
 * @param certs several identities instead of one
 * @param cipherSuites Go names; empty: default
 * @param curvePreferences Go names; empty: default
 * @param timeout time for the handshake
 * @param verify demand and verify a client certificate
 * @param insecure accept any server certificate (solicited side)
 * @param verifyAndMap verify, and take the user from the certificate
 * @param checkKnownUrls verify, and compare with the configured URLs
 * @param connectionRateLimit handshakes per second; 0: unlimited
 * @param pinnedCerts lower-case hex SHA-256 of the public keys accepted; empty: any
 * @param handshakeFirst TLS before INFO
 * @param handshakeFirstFallback time the client gets to begin TLS before INFO is sent; zero: for ever
 * @param minVersion "1.2" or "1.3"
 * @param allowInsecureCipherSuites accept weak suites
 * @param ocspPeer check the status of peer certificates
 */
public record TlsOptions(
        String certFile,
        String keyFile,
        String caFile,
        List<CertificatePair> certs,
        List<String> cipherSuites,
        List<String> curvePreferences,
        Duration timeout,
        boolean verify,
        boolean insecure,
        boolean verifyAndMap,
        boolean checkKnownUrls,
        long connectionRateLimit,
        Set<String> pinnedCerts,
        boolean handshakeFirst,
        Duration handshakeFirstFallback,
        String minVersion,
        boolean allowInsecureCipherSuites,
        @Nullable OcspPeerOptions ocspPeer) {
    /** Default of {@code timeout}: time for the handshake. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /** Default of {@code minVersion}: "1.2" or "1.3". */
    public static final String DEFAULT_MIN_VERSION = "1.2";

    private static final TlsOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public TlsOptions {
        certs = Copies.list(certs);
        cipherSuites = Copies.list(cipherSuites);
        curvePreferences = Copies.list(curvePreferences);
        pinnedCerts = Copies.set(pinnedCerts);
    }

    /** What holds when nothing is configured. */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.certFile(...))}. */
    public TlsOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.certFile = certFile;
        b.keyFile = keyFile;
        b.caFile = caFile;
        b.certs = certs;
        b.cipherSuites = cipherSuites;
        b.curvePreferences = curvePreferences;
        b.timeout = timeout;
        b.verify = verify;
        b.insecure = insecure;
        b.verifyAndMap = verifyAndMap;
        b.checkKnownUrls = checkKnownUrls;
        b.connectionRateLimit = connectionRateLimit;
        b.pinnedCerts = pinnedCerts;
        b.handshakeFirst = handshakeFirst;
        b.handshakeFirstFallback = handshakeFirstFallback;
        b.minVersion = minVersion;
        b.allowInsecureCipherSuites = allowInsecureCipherSuites;
        b.ocspPeer = ocspPeer;
        return b;
    }

    /** Collects the values of a {@link TlsOptions}. Not for several threads. */
    public static final class Builder {
        private String certFile = "";
        private String keyFile = "";
        private String caFile = "";
        private List<CertificatePair> certs = List.of();
        private List<String> cipherSuites = List.of();
        private List<String> curvePreferences = List.of();
        private Duration timeout = DEFAULT_TIMEOUT;
        private boolean verify = false;
        private boolean insecure = false;
        private boolean verifyAndMap = false;
        private boolean checkKnownUrls = false;
        private long connectionRateLimit = 0L;
        private Set<String> pinnedCerts = Set.of();
        private boolean handshakeFirst = false;
        private Duration handshakeFirstFallback = Duration.ZERO;
        private String minVersion = DEFAULT_MIN_VERSION;
        private boolean allowInsecureCipherSuites = false;
        private @Nullable OcspPeerOptions ocspPeer;

        private Builder() {}

        /** Sets {@link TlsOptions#certFile()}. */
        public Builder certFile(String value) {
            this.certFile = value;
            return this;
        }

        /** Sets {@link TlsOptions#keyFile()}. */
        public Builder keyFile(String value) {
            this.keyFile = value;
            return this;
        }

        /** Sets {@link TlsOptions#caFile()}. */
        public Builder caFile(String value) {
            this.caFile = value;
            return this;
        }

        /** Sets {@link TlsOptions#certs()}. */
        public Builder certs(List<CertificatePair> value) {
            this.certs = value;
            return this;
        }

        /** Sets {@link TlsOptions#cipherSuites()}. */
        public Builder cipherSuites(List<String> value) {
            this.cipherSuites = value;
            return this;
        }

        /** Sets {@link TlsOptions#curvePreferences()}. */
        public Builder curvePreferences(List<String> value) {
            this.curvePreferences = value;
            return this;
        }

        /** Sets {@link TlsOptions#timeout()}. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /** Sets {@link TlsOptions#verify()}. */
        public Builder verify(boolean value) {
            this.verify = value;
            return this;
        }

        /** Sets {@link TlsOptions#insecure()}. */
        public Builder insecure(boolean value) {
            this.insecure = value;
            return this;
        }

        /** Sets {@link TlsOptions#verifyAndMap()}. */
        public Builder verifyAndMap(boolean value) {
            this.verifyAndMap = value;
            return this;
        }

        /** Sets {@link TlsOptions#checkKnownUrls()}. */
        public Builder checkKnownUrls(boolean value) {
            this.checkKnownUrls = value;
            return this;
        }

        /** Sets {@link TlsOptions#connectionRateLimit()}. */
        public Builder connectionRateLimit(long value) {
            this.connectionRateLimit = value;
            return this;
        }

        /** Sets {@link TlsOptions#pinnedCerts()}. */
        public Builder pinnedCerts(Set<String> value) {
            this.pinnedCerts = value;
            return this;
        }

        /** Sets {@link TlsOptions#handshakeFirst()}. */
        public Builder handshakeFirst(boolean value) {
            this.handshakeFirst = value;
            return this;
        }

        /** Sets {@link TlsOptions#handshakeFirstFallback()}. */
        public Builder handshakeFirstFallback(Duration value) {
            this.handshakeFirstFallback = value;
            return this;
        }

        /** Sets {@link TlsOptions#minVersion()}. */
        public Builder minVersion(String value) {
            this.minVersion = value;
            return this;
        }

        /** Sets {@link TlsOptions#allowInsecureCipherSuites()}. */
        public Builder allowInsecureCipherSuites(boolean value) {
            this.allowInsecureCipherSuites = value;
            return this;
        }

        /** Sets {@link TlsOptions#ocspPeer()}. */
        public Builder ocspPeer(@Nullable OcspPeerOptions value) {
            this.ocspPeer = value;
            return this;
        }

        /** The immutable result. */
        public TlsOptions build() {
            return new TlsOptions(
                    certFile,
                    keyFile,
                    caFile,
                    certs,
                    cipherSuites,
                    curvePreferences,
                    timeout,
                    verify,
                    insecure,
                    verifyAndMap,
                    checkKnownUrls,
                    connectionRateLimit,
                    pinnedCerts,
                    handshakeFirst,
                    handshakeFirstFallback,
                    minVersion,
                    allowInsecureCipherSuites,
                    ocspPeer);
        }
    }
}
