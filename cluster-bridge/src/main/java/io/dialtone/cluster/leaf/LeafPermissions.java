package io.dialtone.cluster.leaf;

import io.dialtone.accounts.Permissions;
import io.dialtone.accounts.PublishRights;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.SubjectRules;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import io.dialtone.streams.LinkAccount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may cross a leaf link, seen from one side. The user that the hub let in decides: what it may subscribe to is what the leaf
 * imports, what it may publish is what the leaf exports. For any number of threads; never changes, but for the answers that
 * {@code allow_responses} lets a leaf give. Questions about messages allocate nothing.
 */
public final class LeafPermissions {
    private static final byte[] LOOP = ByteText.bytes("$LDS.");

    private final LeafLink.Role role;
    /** Publish: what is sent; subscribe: what is told to be of interest. */
    private final Permissions link;
    /** Publish: what is taken, but for answers. */
    private final Permissions received;
    /** What is taken, with answers to what was sent; null where it makes no difference. */
    private final @Nullable PublishRights answering;

    private LeafPermissions(LeafLink.Role role, Permissions link, Permissions received) {
        this.role = role;
        this.link = link;
        this.received = received;
        this.answering = received.responses() == null ? null : new PublishRights(received, System::nanoTime);
    }

    /** What a hub tells its leaf node as {@code import}. */
    public static @Nullable SubjectRules imports(@Nullable PermissionOptions user) {
        return user == null ? null : user.subscribe();
    }

    /** What a hub tells its leaf node as {@code export}; answers are not spoken of. */
    public static @Nullable SubjectRules exports(@Nullable PermissionOptions user) {
        boolean onlyAnswers = user != null && user.publish() == null && user.responses() != null;
        return onlyAnswers ? new SubjectRules(List.of(), List.of()) : user == null ? null : user.publish();
    }

    /**
     * Of the hub.
     *
     * @param user null: no restriction
     * @param deniedByLeaf {@code deny_pub} of CONNECT
     * @param denied not to cross in either direction, see {@link #persistenceSubjects}; a message that the leaf sends nevertheless
     *     is taken
     */
    public static LeafPermissions ofHub(
            @Nullable PermissionOptions user, List<String> deniedByLeaf, List<String> denied) {
        SubjectRules out = denying(denying(imports(user), deniedByLeaf), denied);
        SubjectRules exports = exports(user);
        SubjectRules in = denying(exports, denied);
        if (user == null || exports == null || user.responses() == null) {
            return new LeafPermissions(LeafLink.Role.HUB, of(out, in), of(exports, null));
        }
        // Who may only answer is told of no interest: nobody waits for what it has to say.
        boolean onlyAnswers = exports.allow() == null || exports.allow().isEmpty();
        return new LeafPermissions(
                LeafLink.Role.HUB,
                of(out, onlyAnswers ? denying(in, List.of(">")) : in),
                Permissions.of(new PermissionOptions(exports, null, user.responses())));
    }

    /**
     * Of the leaf node.
     *
     * @param imports and exports: as the hub told
     * @param denyImports and denyExports: of the remote's configuration
     * @param denied not to cross in either direction
     */
    public static LeafPermissions ofSpoke(
            @Nullable SubjectRules imports,
            @Nullable SubjectRules exports,
            List<String> denyImports,
            List<String> denyExports,
            List<String> denied) {
        SubjectRules out = denying(denying(exports, denyExports), denied);
        SubjectRules in = denying(denying(imports, denyImports), denied);
        return new LeafPermissions(LeafLink.Role.SPOKE, of(out, in), of(in, null));
    }

    /** Whether a message may be sent. */
    public boolean maySend(byte[] subject, int offset, int length) {
        return isExempt(subject, offset, length) || link.canPublish(subject, offset, length);
    }

    /**
     * Whether a message that came is taken. If not, a hub closes the link, a leaf node drops the message. Belongs to the thread that
     * reads the link: an answer that {@code allow_responses} permits is used up.
     */
    public boolean mayReceive(byte[] subject, int offset, int length) {
        PublishRights rights = answering;
        return isExempt(subject, offset, length)
                || (rights == null
                        ? received.canPublish(subject, offset, length)
                        : rights.canPublish(subject, offset, length));
    }

    /** Who has to be told of messages with a reply that are about to be sent; null for nobody. */
    public LinkAccount.@Nullable ReplyWatch replyWatch() {
        PublishRights rights = answering;
        return rights == null ? null : rights::delivering;
    }

    /** Whether interest is told to the other side. A queue makes no difference. */
    public boolean mayAnnounce(String subject) {
        byte[] bytes = ByteText.bytes(subject);
        return isExemptInterest(bytes) || link.canSubscribe(bytes, null);
    }

    /**
     * Whether interest that was told is taken. A hub closes the link if not; wildcards pass, for their messages are looked at one
     * by one. A leaf node takes everything.
     */
    public boolean acceptsInterest(String subject) {
        byte[] bytes = ByteText.bytes(subject);
        return role == LeafLink.Role.SPOKE
                || Subjects.hasWildcard(subject)
                || isExemptInterest(bytes)
                || link.canPublish(bytes, 0, bytes.length);
    }

    /** The {@code -ERR} before a hub closes for interest that is not accepted. */
    public static String interestError(String subject) {
        return "Permissions Violation for Subscription to \"" + subject + "\"";
    }

    /** The {@code -ERR} before a hub closes for a message that is not taken. */
    public static String messageError(String subject) {
        return "Permissions Violation for Publish to \"" + subject + "\"";
    }

    /**
     * Subjects of JetStream that do not cross a link as they are: each side has a domain of its own, or reaches the other's by the
     * system account.
     */
    public static List<String> persistenceSubjects(boolean systemAccount, boolean sameDomain) {
        if (!systemAccount) {
            return List.of("$JS.API.>", "$KV.>", "$OBJ.>");
        }
        return sameDomain ? List.of() : List.of("$JS.API.>", "$KV.>", "$OBJ.>", "$JSC.>", "$NRG.>");
    }

    private static boolean isExempt(byte[] subject, int offset, int length) {
        return Subjects.isReservedReply(subject, offset, length) || Subjects.startsWith(subject, offset, length, LOOP);
    }

    private static boolean isExemptInterest(byte[] subject) {
        return Subjects.startsWith(subject, 0, subject.length, LOOP)
                || Subjects.isGatewayReply(subject, 0, subject.length);
    }

    private static Permissions of(@Nullable SubjectRules publish, @Nullable SubjectRules subscribe) {
        return Permissions.of(new PermissionOptions(publish, subscribe, null));
    }

    private static @Nullable SubjectRules denying(@Nullable SubjectRules rules, List<String> more) {
        if (more.isEmpty()) {
            return rules;
        }
        List<String> deny = new ArrayList<>(rules == null ? List.of() : rules.deny());
        deny.addAll(more);
        return new SubjectRules(rules == null ? null : rules.allow(), deny);
    }
}
