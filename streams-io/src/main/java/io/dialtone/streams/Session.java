package io.dialtone.streams;

import io.dialtone.routing.SubjectSpace;
import org.jspecify.annotations.Nullable;

/**
 * What the data path of one connection goes by, as its actor has set it. Both run on the connection's loop, and the stage
 * reads only while the actor is not at work on a control operation of it, so plain fields do.
 *
 * <p>The values are those a connection has before its CONNECT.
 */
public final class Session {
    private SubjectSpace space;
    private boolean verbose = true;
    private boolean pedantic = true;
    private boolean echo = true;
    private boolean headers;
    private boolean noResponders;
    private boolean awaitingConnect;
    private boolean answersPings;
    private int maxPayload = Integer.MAX_VALUE;
    private @Nullable PublishRules publishRules;
    private @Nullable SubjectMapper mapper;
    private @Nullable MessageTracer tracer;
    private @Nullable AnswerTimer answers;
    private @Nullable PublishLimits publishLimits;
    private int version;
    private String label = "";
    private @Nullable Object owner;
    private final @Nullable LinkPath link;

    public Session(SubjectSpace space) {
        this(space, null);
    }

    /**
     * @param link what the connection is to another server; null for a client's
     */
    public Session(SubjectSpace space, @Nullable LinkPath link) {
        this.space = space;
        this.link = link;
    }

    /** What it is to another server; null for a client's. */
    @Nullable
    LinkPath link() {
        return link;
    }

    /** The operations that are spoken. */
    Dialect dialect() {
        return link == null ? Dialect.CLIENT : link.dialect();
    }

    /** Sets what CONNECT said. */
    public void connected(
            boolean newVerbose, boolean newPedantic, boolean newEcho, boolean newHeaders, boolean newNoResponders) {
        verbose = newVerbose;
        pedantic = newPedantic;
        echo = newEcho;
        headers = newHeaders;
        noResponders = newNoResponders;
        version++;
    }

    /** Binds the connection to an account and a user's rights. */
    public void bind(SubjectSpace newSpace, @Nullable PublishRules rules, @Nullable SubjectMapper newMapper) {
        space = newSpace;
        publishRules = rules;
        mapper = newMapper;
        version++;
    }

    /** Whether anything but CONNECT must go to the actor, because credentials are still owed. */
    public void awaitingConnect(boolean awaiting) {
        awaitingConnect = awaiting;
    }

    /** Whether the stage answers PING by itself; the first one after CONNECT is the actor's. */
    public void answersPings(boolean answers) {
        answersPings = answers;
    }

    /** The user's or account's own limit; the server's is in {@link LiveSettings}. */
    public void maxPayload(int bytes) {
        maxPayload = bytes;
        version++;
    }

    /**
     * Sets what limits its publishing, null for nothing.
     *
     * @return whether anything was or is limited: then {@link ConnectionPort#limitsChanged} must follow
     */
    public boolean publishLimits(@Nullable PublishLimits limits) {
        boolean concerned = limits != null || publishLimits != null;
        publishLimits = limits;
        return concerned;
    }

    @Nullable
    PublishLimits publishLimits() {
        return publishLimits;
    }

    public void tracer(@Nullable MessageTracer newTracer) {
        tracer = newTracer;
    }

    /** Sets who hears of answers that another server measures; null for nobody. */
    public void answers(@Nullable AnswerTimer timer) {
        answers = timer;
    }

    @Nullable
    AnswerTimer answers() {
        return answers;
    }

    /** Sets how log lines about this connection begin. */
    public void label(String newLabel) {
        label = newLabel;
    }

    /** How log lines about this connection begin. */
    public String label() {
        return label;
    }

    /** Sets what a {@link Delivery} names as the publisher. */
    public void owner(Object newOwner) {
        owner = newOwner;
    }

    @Nullable
    Object owner() {
        return owner;
    }

    /** Changes whenever something does that the stage keeps a copy of. */
    int version() {
        return version;
    }

    SubjectSpace space() {
        return space;
    }

    public boolean verbose() {
        return verbose;
    }

    boolean pedantic() {
        return pedantic;
    }

    boolean echo() {
        return echo;
    }

    public boolean headers() {
        return headers;
    }

    boolean noResponders() {
        return noResponders;
    }

    boolean awaitsConnect() {
        return awaitingConnect;
    }

    boolean stageAnswersPings() {
        return answersPings;
    }

    int maxPayload() {
        return maxPayload;
    }

    @Nullable
    PublishRules publishRules() {
        return publishRules;
    }

    @Nullable
    SubjectMapper mapper() {
        return mapper;
    }

    @Nullable
    MessageTracer tracer() {
        return tracer;
    }
}
