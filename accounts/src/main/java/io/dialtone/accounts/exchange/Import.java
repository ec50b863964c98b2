package io.dialtone.accounts.exchange;

import io.dialtone.conf.ExchangeKind;

/**
 * What an account takes from another.
 *
 * @param kind stream or service
 * @param account id of the exporting account
 * @param subject subject or pattern over there
 * @param local the subject or pattern here; may name the wildcards of {@code subject} as {@code $n}
 * @param share whether a service learns all about who asks
 * @param allowTrace whether a message trace goes on here
 * @param token the activation token, empty for none
 */
public record Import(
        ExchangeKind kind,
        String account,
        String subject,
        String local,
        boolean share,
        boolean allowTrace,
        String token) {}
