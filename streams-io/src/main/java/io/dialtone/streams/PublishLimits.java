package io.dialtone.streams;

import java.util.List;

/**
 * What limits the publishing of one connection.
 *
 * @param all of its user and of its account; not empty
 * @param pauses counts what comes of them
 */
public record PublishLimits(List<PublishLimit> all, PublishPauses pauses) {
    public PublishLimits {
        all = List.copyOf(all);
    }
}
