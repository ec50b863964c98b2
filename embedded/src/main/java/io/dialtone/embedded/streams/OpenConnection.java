package io.dialtone.embedded.streams;

import akka.Done;
import io.dialtone.embedded.ProtocolPeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One life of a connection, from login to the end. What the server sends is read on the loop of the server that owns the connection,
 * which only puts it into queues and completes futures of our own; what the program does comes from any thread.
 */
final class OpenConnection implements ProtocolPeer, ServerReader.Handler {
    /** Who wants to know what becomes of it. Told on the loop of the server. */
    interface Watcher {
        void ended(NatsException why);

        void publishRefused(String subject, PermissionsViolationException why);
    }

    private static final Pattern SUBSCRIPTION_REFUSED =
            Pattern.compile("(?i)permissions violation for subscription to \"([^\"]*)\".*");
    private static final Pattern PUBLISH_REFUSED =
            Pattern.compile("(?i)permissions violation for publish to \"([^\"]*)\".*");

    /** After these the connection goes on. */
    private static final Pattern HARMLESS = Pattern.compile("(?i)invalid |maximum subscriptions ");

    private record Entry(String subject, Receiver receiver) {}

    private final Login login;
    private final Consumer<ConnectionEvent> events;
    private final Outgoing outgoing = new Outgoing();
    private final ServerReader reader = new ServerReader(this);
    private final Requests requests;
    private final Map<Long, Entry> subscriptions = new ConcurrentHashMap<>();
    private final AtomicLong lastSid = new AtomicLong();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<OpenConnection> ready = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Bell bell;
    private volatile long maxPayload = Long.MAX_VALUE;
    private volatile boolean lameDuck;
    private volatile boolean wanted = true;

    // On the loop only.
    private @Nullable Receiver blockedBy;
    private @Nullable Entry lastEntry;
    private long lastEntrySid;
    private boolean greeted;
    private String lastError = "";
    private String serverId = "";

    /**
     * @param events told on whichever thread
     * @param timer runs something after a while, and answers how to take that back
     */
    OpenConnection(Login login, Consumer<ConnectionEvent> events, BiFunction<Duration, Runnable, Runnable> timer) {
        this.login = login;
        this.events = events;
        this.requests = new Requests(timer);
    }

    /** Completed when it is let in, on whichever thread. */
    CompletableFuture<OpenConnection> ready() {
        return ready;
    }

    boolean isOver() {
        return over.get();
    }

    boolean isLameDuck() {
        return lameDuck;
    }

    // ---- what the program does

    /**
     * Subscribes.
     *
     * @param known told, on whichever thread, when the server knows the subscription, or why it does not
     */
    long subscribe(String subject, String queueGroup, Receiver receiver, Consumer<@Nullable Throwable> known) {
        long sid = lastSid.incrementAndGet();
        subscriptions.put(sid, new Entry(subject, receiver));
        outgoing.line("SUB " + subject + " " + (queueGroup.isEmpty() ? "" : queueGroup + " ") + sid);
        outgoing.ping().whenComplete((pong, failure) -> known.accept(failure));
        if (over.get()) {
            receiver.end(closed("the connection is closed"));
        }
        return sid;
    }

    void unsubscribe(long sid) {
        if (subscriptions.remove(sid) != null) {
            outgoing.line("UNSUB " + sid);
        }
    }

    /** Ends a subscription behind what has come by the time the server knows. */
    CompletableFuture<Done> drain(long sid) {
        outgoing.line("UNSUB " + sid);
        return outgoing.ping().whenComplete((pong, failure) -> {
            Entry entry = subscriptions.remove(sid);
            if (entry != null) {
                entry.receiver().end(null);
            }
        });
    }

    /** Ends all of them so. */
    CompletableFuture<Void> drainAll() {
        return CompletableFuture.allOf(subscriptions.entrySet().stream()
                .filter(e -> e.getValue().receiver() != requests)
                .map(e -> drain(e.getKey()))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * Publishes.
     *
     * @return whether there is room for more
     */
    boolean publish(NatsMessage message) {
        Subjects.requireWord(message.subject(), "subject");
        if (!message.replyTo().isEmpty()) {
            Subjects.requireWord(message.replyTo(), "reply subject");
        }
        // The server would end the connection; headers count, but whoever sends such may learn it from the server.
        if (message.data().length() > maxPayload) {
            throw new MessageRefusedException(message.data().length() + " bytes, and the server takes " + maxPayload);
        }
        return outgoing.publish(message);
    }

    void whenRoom(Runnable then) {
        outgoing.whenRoom(then);
    }

    /** Asks; the answer completes on whichever thread brings it. */
    CompletableFuture<NatsMessage> request(NatsMessage message, Duration timeout) {
        Requests.Awaited awaited = requests.await(message.subject(), timeout);
        try {
            publish(message.withReplyTo(awaited.replyTo()));
        } catch (NatsException | IllegalArgumentException e) {
            awaited.answer().completeExceptionally(e);
        }
        return awaited.answer();
    }

    /** Completed, on whichever thread, when all that was done before has taken effect. */
    CompletableFuture<Done> flush() {
        return outgoing.ping();
    }

    /** Says the last, and ends when the server has read all. */
    void close() {
        wanted = false;
        outgoing.close();
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
        if (over.get()) {
            watcher.ended(closed("the connection is closed"));
        }
    }

    void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** A receiver that held the connection up takes more. Any thread. */
    void goOn() {
        Bell its = bell;
        if (its != null) {
            its.writable();
        }
    }

    // ---- as the server sees it

    @Override
    public void attached(Bell itsBell) {
        bell = itsBell;
        outgoing.attached(itsBell);
    }

    @Override
    public int read(ByteBuffer into) {
        return outgoing.read(into);
    }

    @Override
    public int write(byte[] source, int from, int count) {
        return isBlocked() ? 0 : reader.read(source, from, from + count) - from;
    }

    @Override
    public int write(ByteBuffer source, int from, int count) {
        return isBlocked() ? 0 : reader.read(source, from, from + count) - from;
    }

    private boolean isBlocked() {
        Receiver full = blockedBy;
        if (full != null && full.isReady()) {
            blockedBy = null;
            return false;
        }
        return full != null;
    }

    @Override
    public void ended(String reason) {
        String text = !lastError.isEmpty() ? lastError : reason.isEmpty() ? endWithoutWords() : reason;
        end(text, !greeted && !lastError.isEmpty() ? new LoginRefusedException(text) : closed(text));
    }

    private String endWithoutWords() {
        return wanted ? "closed by the server" : "closed by the program";
    }

    private static ConnectionClosedException closed(String text) {
        return new ConnectionClosedException(text);
    }

    private void end(String text, NatsException why) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        outgoing.end(why);
        ready.completeExceptionally(why);
        subscriptions.values().forEach(entry -> entry.receiver().end(wanted ? why : null));
        requests.end(why);
        watchers.forEach(watcher -> watcher.ended(why));
        events.accept(new ConnectionEvent.Closed(text));
    }

    // ---- what the server says

    @Override
    public boolean message(long sid, String subject, String reply, int headerSize, byte[] bytes) {
        Entry entry = sid == lastEntrySid && lastEntry != null ? lastEntry : subscriptions.get(sid);
        if (entry == null) {
            return true;
        }
        lastEntry = entry;
        lastEntrySid = sid;
        NatsHeaders headers = headerSize == 0 ? NatsHeaders.NONE : NatsHeaders.decoded(bytes, 0, headerSize);
        boolean more =
                entry.receiver().receive(new NatsMessage(subject, reply, headers, Payloads.of(bytes, headerSize)));
        if (!more) {
            blockedBy = entry.receiver();
        }
        return more;
    }

    @Override
    public void info(String json) {
        ServerInfo info = ServerInfo.of(json);
        maxPayload = info.maxPayload();
        if (!greeted && serverId.isEmpty()) {
            serverId = info.serverId();
            outgoing.line(login.connect(info.nonce()));
            subscriptions.put(lastSid.incrementAndGet(), new Entry(requests.subject(), requests));
            outgoing.line("SUB " + requests.subject() + " " + lastSid.get());
            outgoing.ping().whenComplete((pong, failure) -> letIn(failure));
        }
        if (info.lameDuck() && !lameDuck) {
            lameDuck = true;
            events.accept(new ConnectionEvent.LameDuck());
        }
    }

    private void letIn(@Nullable Throwable failure) {
        if (failure == null) {
            greeted = true;
            lastError = "";
            events.accept(new ConnectionEvent.Connected(serverId));
            ready.complete(this);
        }
    }

    @Override
    public void ping() {
        outgoing.line("PONG");
    }

    @Override
    public void pong() {
        outgoing.pong();
    }

    @Override
    public void error(String text) {
        Matcher subscription = SUBSCRIPTION_REFUSED.matcher(text);
        Matcher publish = PUBLISH_REFUSED.matcher(text);
        if (subscription.matches()) {
            refuse(subscription.group(1), new PermissionsViolationException(text));
        } else if (publish.matches()) {
            PermissionsViolationException why = new PermissionsViolationException(text);
            watchers.forEach(watcher -> watcher.publishRefused(publish.group(1), why));
        } else if (!HARMLESS.matcher(text).lookingAt()) {
            lastError = text;
        }
        events.accept(new ConnectionEvent.ServerError(text));
    }

    private void refuse(String subject, PermissionsViolationException why) {
        subscriptions.forEach((sid, entry) -> {
            if (entry.subject().equals(subject)) {
                subscriptions.remove(sid);
                entry.receiver().end(why);
            }
        });
    }
}
