package io.dialtone.streams;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.Map;

/** The event loops of one broker, as Akka dispatchers: how many there are and what they are called. */
public final class EventLoops {
    private final int count;

    public EventLoops(int count) {
        if (count < 1 || count > 1024) {
            throw new IllegalArgumentException("1 to 1024 event loops, not " + count);
        }
        this.count = count;
    }

    public int count() {
        return count;
    }

    /** The name of the dispatcher whose executor is loop {@code index}. */
    public String dispatcher(int index) {
        return "dialtone.loop-" + index;
    }

    /** The configuration that defines the dispatchers, to go in front of Akka's own. */
    public Config config() {
        Map<String, Object> keys = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> d = new HashMap<>();
            d.put("type", "Dispatcher");
            d.put("executor", EventLoopExecutorConfigurator.class.getName());
            d.put("loop-index", i);
            // One turn of an actor may take this many messages before the next one on the loop has its turn.
            d.put("throughput", 16);
            // The loop lives as long as the actor system; it must not be taken away while it happens to be idle.
            d.put("shutdown-timeout", "24h");
            keys.put(dispatcher(i), d);
        }
        return ConfigFactory.parseMap(keys, "event loops");
    }
}
