package io.dialtone.accounts;

import java.util.List;

/**
 * The names in a client's certificate that may name its user, in the order in which they are tried.
 *
 * @param candidates from the first certificate of the chain
 */
public record CertificateNames(List<Candidate> candidates) {
    /** Copies the list. */
    public CertificateNames {
        candidates = List.copyOf(candidates);
    }

    /** Where a name stands in the certificate, which decides how it is compared with the names of users. */
    public enum Kind {
        /** An e-mail address among the alternative names: equal text. */
        EMAIL("Using email found in cert for auth"),
        /** A DNS name among the alternative names: equal text. */
        DNS("Using SAN found in cert for auth"),
        /** A URI among the alternative names: equal text. */
        URI("Using URI found in cert for auth"),
        /** The subject as RFC 4514 writes it, last RDN first: equal RDNs, in this or any other order. */
        DISTINGUISHED_NAME("Using DistinguishedNameMatch for auth"),
        /** The subject as Go writes it, its domain components appended: equal text. */
        SUBJECT_WITH_DOMAIN("Using RDNSequence for auth"),
        /** The subject as Go writes it, without domain components: equal text. */
        SUBJECT("Using certificate subject for auth");

        private final String log;

        Kind(String log) {
            this.log = log;
        }

        /** How the log at debug level says that a name of this kind was taken; the user's name follows in brackets. */
        public String log() {
            return log;
        }
    }

    /**
     * One name.
     *
     * @param kind where it stands
     * @param text the name
     */
    public record Candidate(Kind kind, String text) {}
}
