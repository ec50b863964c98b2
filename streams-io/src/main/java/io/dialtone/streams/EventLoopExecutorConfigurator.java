package io.dialtone.streams;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;

/** Makes an {@link EventLoop} the executor of an Akka dispatcher; named in the dispatcher's configuration. */
public final class EventLoopExecutorConfigurator extends ExecutorServiceConfigurator {
    private final int index;

    /** Called by Akka. */
    public EventLoopExecutorConfigurator(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        this.index = config.getInt("loop-index");
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        return () -> new EventLoop(index, id);
    }
}
