package io.dialtone.accounts.jwt;

import java.util.List;

/**
 * A server that asks. Strings are empty when there is nothing to say.
 *
 * @param name of the server
 * @param host that it is bound to
 * @param id its public key
 * @param version of the server
 * @param cluster its name
 * @param tags of the server
 * @param curveKey that the answer must be sealed for; empty: plain
 */
public record ServerId(
        String name, String host, String id, String version, String cluster, List<String> tags, String curveKey) {
    static final ServerId NONE = new ServerId("", "", "", "", "", List.of(), "");

    /** Copies the collections: the record never changes. */
    public ServerId {
        tags = Copies.list(tags);
    }
}
