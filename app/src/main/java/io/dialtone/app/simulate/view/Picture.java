package io.dialtone.app.simulate.view;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A supercluster at a moment.
 *
 * @param since the time since it was started
 */
public record Picture(Duration since, List<ServerFigures> servers, List<LinkFigures> links) {

    public Picture {
        servers = List.copyOf(servers);
        links = List.copyOf(links);
    }

    long up() {
        return servers.stream().filter(ServerFigures::up).count();
    }

    double sum(ToDoubleFunction<ServerFigures> figure) {
        return servers.stream().mapToDouble(figure).sum();
    }
}
