package io.dialtone.actors;

import io.dialtone.conf.StickyQueueOptions;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Rendezvous;
import io.dialtone.routing.StickyRule;
import io.dialtone.routing.StickyRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules for queue groups, from what is configured. */
final class StickyQueues {
    private StickyQueues() {}

    /**
     * The rules of an account; null for none.
     *
     * @param server name of this server, by which the others of its cluster know it
     */
    static @Nullable StickyRules rules(List<StickyQueueOptions> options, String server) {
        if (options.isEmpty()) {
            return null;
        }
        List<StickyRule> rules = options.stream().map(StickyQueues::rule).toList();
        return new StickyRules(Rendezvous.hash(ByteText.bytes(server)), rules);
    }

    private static StickyRule rule(StickyQueueOptions options) {
        String queue = options.queue().isEmpty() ? null : options.queue();
        return options.keyHeader().isEmpty()
                ? StickyRule.byTokens(
                        options.subject(),
                        queue,
                        options.keyTokens().stream().mapToInt(Integer::intValue).toArray())
                : StickyRule.byHeader(options.subject(), queue, options.keyHeader());
    }
}
