package io.dialtone.cluster.leaf;

import io.dialtone.actors.exchange.StreamRoute;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.SubjectRewrite;
import io.dialtone.streams.LinkAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the other end of a leaf link wants of the streams that its account imports here: stands in the exporting accounts, for
 * the same link, which renames what it gets from there. Part of {@link LeafInterest}, on its loop.
 */
final class LeafStreams {
    private final LinkHost host;
    private final LinkedAccount account;
    private final LinkAccount target;
    private LeafPermissions permissions;
    private List<StreamRoute> streams = List.of();
    private final Map<StreamRoute, Shadows> byStream = new HashMap<>();

    /** What is wanted of one stream: for each shadow who has caused it, with its weight. */
    private record Shadows(LinkAccount target, Map<Key, Map<Key, Integer>> causes) {}

    /** A subject and a queue group, empty for none. */
    private record Key(String subject, String queue) {
        static Key of(byte[] subject, byte @Nullable [] queue) {
            return new Key(ByteText.text(subject), queue == null ? "" : ByteText.text(queue));
        }
    }

    LeafStreams(LinkHost host, LinkedAccount account, LinkAccount target, LeafPermissions permissions) {
        this.host = host;
        this.account = account;
        this.target = target;
        this.permissions = permissions;
        this.streams = account.streams();
    }

    /**
     * The other end wants something, or (with a weight of 0) does not any more.
     *
     * @param done run once for each part of it that has come into effect
     * @return how many parts there are
     */
    int wanted(List<RemoteInterest> all, Runnable done) {
        if (streams.isEmpty()) {
            return 0;
        }
        Map<LinkedAccount, List<RemoteInterest>> byExporter = new LinkedHashMap<>();
        for (StreamRoute stream : streams) {
            LinkedAccount exporter = host.account(stream.exporter().id());
            if (exporter != null) {
                List<RemoteInterest> there = byExporter.computeIfAbsent(exporter, any -> new ArrayList<>());
                all.forEach(one -> shadow(stream, one, there));
            }
        }
        int parts = 0;
        for (Map.Entry<LinkedAccount, List<RemoteInterest>> entry : byExporter.entrySet()) {
            parts += entry.getKey().apply(entry.getValue(), done);
        }
        return parts;
    }

    private void shadow(StreamRoute stream, RemoteInterest one, List<RemoteInterest> there) {
        byte[] subject = stream.shadowOf(one.subject());
        if (subject == null) {
            return;
        }
        Shadows shadows =
                byStream.computeIfAbsent(stream, any -> new Shadows(renaming(stream.toHere()), new HashMap<>()));
        Key key = Key.of(subject, one.queue());
        Map<Key, Integer> causes = shadows.causes.computeIfAbsent(key, any -> new HashMap<>());
        if (one.weight() > 0) {
            causes.put(Key.of(one.subject(), one.queue()), one.weight());
        } else {
            causes.remove(Key.of(one.subject(), one.queue()));
        }
        int weight = causes.values().stream().mapToInt(Integer::intValue).sum();
        if (weight == 0) {
            shadows.causes.remove(key);
        }
        there.add(new RemoteInterest(
                subject,
                one.queue(),
                shadows.target,
                RemoteInterest.NO_ORIGIN,
                one.queue() == null ? Math.min(1, weight) : weight));
    }

    private LinkAccount renaming(SubjectRewrite toHere) {
        LinkAccount renaming = target.renaming(toHere);
        hold(renaming, toHere);
        return renaming;
    }

    /** What may be sent goes by the name that it has for the other end. */
    private void hold(LinkAccount renaming, SubjectRewrite toHere) {
        LeafPermissions now = permissions;
        renaming.filter((subject, from, length) -> {
            byte[] named = toHere.apply(subject, from, length);
            return now.maySend(named, 0, named.length);
        });
        renaming.watchReplies(now.replyWatch());
    }

    /** Other permissions hold. */
    void permissions(LeafPermissions now) {
        permissions = now;
        byStream.forEach((stream, shadows) -> {
            hold(shadows.target, stream.toHere());
            LinkedAccount exporter = host.account(stream.exporter().id());
            if (exporter != null) {
                exporter.remote().changed();
            }
        });
    }

    /** The account may import something else now. */
    void renew() {
        if (streams.equals(account.streams())) {
            return;
        }
        forgetAll();
        streams = account.streams();
        List<RemoteInterest> all = new ArrayList<>();
        account.remote().forEach(one -> {
            if (one.link() == target) {
                all.add(one);
            }
        });
        wanted(all, () -> {});
    }

    /** The other end is gone. */
    void forgetAll() {
        byStream.forEach((stream, shadows) -> {
            LinkedAccount exporter = host.account(stream.exporter().id());
            if (exporter != null) {
                exporter.forget(shadows.target);
            }
        });
        byStream.clear();
    }
}
