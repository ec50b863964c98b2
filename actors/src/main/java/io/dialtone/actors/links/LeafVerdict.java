package io.dialtone.actors.links;

import io.dialtone.streams.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an attempt of a leaf node to be let in.
 *
 * @param rights null when it is not
 * @param reason to close, when it is not
 * @param detail for the log, empty for nothing
 * @param isError whether the log shows the detail as an error
 */
public record LeafVerdict(@Nullable LeafRights rights, CloseReason reason, String detail, boolean isError) {
    /** Not let in, and there is no more to be said. */
    public static final LeafVerdict REFUSED = new LeafVerdict(null, CloseReason.AUTHENTICATION_FAILURE, "", false);

    /** Let in. */
    public static LeafVerdict granted(LeafRights rights) {
        return new LeafVerdict(rights, CloseReason.CLIENT_CLOSED, "", false);
    }
}
