package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.SubjectSpace;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What makes the connection of a {@link Session} a link to another server, as its actor has set it. Like the session it is
 * touched on the connection's loop only.
 */
public final class LinkPath {
    private static final byte[] NONE = {};

    private LinkKind kind;
    private final Function<String, @Nullable SubjectSpace> accounts;
    private boolean carriesAccounts;
    private boolean originsOnRemoval = true;
    private byte[] cluster = NONE;
    private boolean infoMayComeFirst;
    private int version;

    /**
     * @param accounts the space of an account that messages name; null for one that is not known
     */
    public LinkPath(LinkKind kind, Function<String, @Nullable SubjectSpace> accounts) {
        this.kind = kind;
        this.accounts = accounts;
        this.carriesAccounts = kind == LinkKind.ROUTE || kind == LinkKind.GATEWAY;
    }

    /** The operations that are spoken on it. */
    Dialect dialect() {
        return switch (kind) {
            case ROUTE -> Dialect.ROUTE;
            case GATEWAY -> Dialect.GATEWAY;
            case LEAF, HUB -> Dialect.LEAF;
        };
    }

    public LinkKind kind() {
        return kind;
    }

    /** The leaf node that has connected wants to be the hub. */
    public void towardsHub() {
        kind = LinkKind.HUB;
        version++;
    }

    /** Whether an INFO is taken before CONNECT: it is how leaf nodes agree on compression. */
    public void infoMayComeFirst(boolean may) {
        infoMayComeFirst = may;
    }

    boolean infoMayComeFirst() {
        return infoMayComeFirst;
    }

    /** Everything on it belongs to the account of the session; operations name none. */
    public void pinned() {
        carriesAccounts = false;
        version++;
    }

    boolean carriesAccounts() {
        return carriesAccounts;
    }

    /** Whether the other server says of which cluster of leaf nodes the interest was that it takes back. */
    public void originsOnRemoval(boolean said) {
        originsOnRemoval = said;
        version++;
    }

    boolean originsOnRemoval() {
        return originsOnRemoval;
    }

    /** Sets the cluster of the leaf nodes at the other end. */
    public void cluster(String name) {
        cluster = ByteText.bytes(name);
        version++;
    }

    byte[] cluster() {
        return cluster;
    }

    @Nullable
    SubjectSpace account(String name) {
        return accounts.apply(name);
    }

    /** Changes whenever something does that the stage keeps a copy of. */
    int version() {
        return version;
    }
}
