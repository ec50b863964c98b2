package io.dialtone.conf;

import java.util.List;

/**
 * Messages of which queue groups go to the same member as long as their key is the same. Either tokens or a header are the key.
 *
 * @param subject of the messages, may hold wildcards
 * @param queue the queue group; empty: all of them
 * @param keyTokens positions of the tokens that are the key, from 1; empty: a header is
 * @param keyHeader name of the header that is the key; empty: tokens are
 */
public record StickyQueueOptions(String subject, String queue, List<Integer> keyTokens, String keyHeader) {
    /** Copies the list. */
    public StickyQueueOptions {
        keyTokens = List.copyOf(keyTokens);
    }
}
