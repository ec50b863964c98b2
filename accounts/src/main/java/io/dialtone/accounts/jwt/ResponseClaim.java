package io.dialtone.accounts.jwt;

import java.time.Duration;

/**
 * Leave to answer requests.
 *
 * @param maxMessages to one reply subject; 0: the server's default; negative: any number
 * @param ttl after the request; zero: the server's default; negative: no end
 */
public record ResponseClaim(int maxMessages, Duration ttl) {}
