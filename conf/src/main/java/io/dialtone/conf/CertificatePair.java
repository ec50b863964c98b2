package io.dialtone.conf;

/**
 * An identity.
 *
 * @param certFile certificate chain
 * @param keyFile its key
 */
public record CertificatePair(String certFile, String keyFile) {}
