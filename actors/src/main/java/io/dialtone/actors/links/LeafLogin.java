package io.dialtone.actors.links;

import io.dialtone.accounts.Credentials;

/**
 * What a leaf node says to be let in.
 *
 * @param nonce what it was asked to sign
 * @param protocol that it speaks
 */
public record LeafLogin(Credentials credentials, String nonce, int protocol) {}
