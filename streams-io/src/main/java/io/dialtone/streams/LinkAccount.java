package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.Rendezvous;
import io.dialtone.routing.SubjectRewrite;
import org.jspecify.annotations.Nullable;

/**
 * One account's side of a connection to another server: the outbox that its messages go into, and how they are written
 * there. Made by the link's actor; any thread may read it.
 */
public final class LinkAccount implements LinkTarget {
    /** Says which subjects may be sent to a link. Any thread. */
    @FunctionalInterface
    public interface SubjectFilter {
        /** Whether a message on {@code subject[from, from + length)} may be sent. */
        boolean accepts(byte[] subject, int from, int length);
    }

    /** Is told of requests that are about to be sent to a link whose answers would not be taken otherwise. Any thread. */
    @FunctionalInterface
    public interface ReplyWatch {
        /** A message with the reply {@code reply[from, from + length)} is about to be sent. */
        void delivering(byte[] reply, int from, int length);
    }

    /**
     * The other server.
     *
     * @param name that it gave itself
     * @param headers whether it takes headers
     * @param origins whether it wants to know of which cluster of leaf nodes a message comes
     * @param traces whether it follows messages whose headers ask for it
     */
    public record Peer(String name, boolean headers, boolean origins, boolean traces) {
        /** Of servers that follow messages, this is what INFO and CONNECT say of the protocol, or more. */
        public static final int TRACING_PROTOCOL = 3;
    }

    private static final byte[] NONE = {};

    private final LinkKind kind;
    private final Outbox outbox;
    private final byte[] account;
    private final byte[] plain;
    private final byte[] headed;
    private final byte[] cluster;
    private final Peer peer;
    /** The other server, as one of several that a key may go to. */
    private final long candidate;
    /** Gives messages of another account the name that they have for the link; null for those of its own. */
    private final @Nullable SubjectRewrite rewrite;

    private volatile @Nullable SubjectFilter filter;
    private volatile @Nullable ReplyWatch replyWatch;
    private volatile int rank;

    /**
     * @param account named in each message; empty where the connection stands for one account
     * @param cluster of the leaf nodes at the other end; empty for none
     */
    public LinkAccount(LinkKind kind, Outbox outbox, String account, String cluster, Peer peer) {
        this(kind, outbox, account, cluster, peer, null);
    }

    private LinkAccount(
            LinkKind kind, Outbox outbox, String account, String cluster, Peer peer, @Nullable SubjectRewrite rewrite) {
        this.rewrite = rewrite;
        this.kind = kind;
        this.outbox = outbox;
        String named = account.isEmpty() ? "" : account + ' ';
        this.account = ByteText.bytes(named);
        boolean leaf = kind == LinkKind.LEAF || kind == LinkKind.HUB;
        this.plain = ByteText.bytes((leaf ? "LMSG " : "RMSG ") + named);
        this.headed = ByteText.bytes("HMSG " + named);
        this.cluster = cluster.isEmpty() ? NONE : ByteText.bytes(cluster);
        this.peer = peer;
        this.candidate = Rendezvous.hash(ByteText.bytes(peer.name()));
    }

    /** The same leaf link, as it stands in an account whose streams the link's own account imports. */
    public LinkAccount renaming(SubjectRewrite toHere) {
        return new LinkAccount(kind, outbox, "", ByteText.text(cluster), peer, toHere);
    }

    /** What messages are called for the link; null for what they are called. */
    @Nullable
    SubjectRewrite rewrite() {
        return rewrite;
    }

    @Override
    public LinkKind kind() {
        return kind;
    }

    @Override
    public byte[] cluster() {
        return cluster;
    }

    @Override
    public int rank() {
        return rank;
    }

    /** Sets the order among gateways; {@code RemoteSpace.changed} must follow. */
    public void rank(int newRank) {
        rank = newRank;
    }

    @Override
    public boolean accepts(byte[] subject, int from, int length) {
        SubjectFilter f = filter;
        return f == null || f.accepts(subject, from, length);
    }

    /** Sets what may be sent, null for everything; {@code RemoteSpace.changed} must follow. */
    public void filter(@Nullable SubjectFilter newFilter) {
        filter = newFilter;
    }

    /** Sets who is told of requests, null for nobody. */
    public void watchReplies(@Nullable ReplyWatch watch) {
        replyWatch = watch;
    }

    @Nullable
    ReplyWatch replyWatch() {
        return replyWatch;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** The other server. */
    public Peer peer() {
        return peer;
    }

    /** The other server, as one of several that a key may go to. */
    long candidate() {
        return candidate;
    }

    /** Whether the other server takes headers. */
    boolean headers() {
        return peer.headers();
    }

    /** Whether the other server wants to know of which cluster of leaf nodes a message comes. */
    boolean origins() {
        return peer.origins();
    }

    /** How a message without headers begins. */
    byte[] plain() {
        return plain;
    }

    /** How a message with headers begins. */
    byte[] headed() {
        return headed;
    }

    /** The account and a blank, or nothing. */
    byte[] account() {
        return account;
    }

    @Override
    public String toString() {
        return kind + " " + ByteText.text(account) + outbox;
    }
}
