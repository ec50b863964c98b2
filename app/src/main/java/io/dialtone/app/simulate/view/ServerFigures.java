package io.dialtone.app.simulate.view;

/**
 * One server at a moment; all figures are 0 when it does not run.
 *
 * @param region its cluster, or itself for a leaf
 * @param clientPort where clients connect
 * @param inPerSecond messages that came in since the picture before, of clients and of other servers
 */
public record ServerFigures(
        String name,
        String region,
        boolean up,
        int clientPort,
        int monitorPort,
        long connections,
        long subscriptions,
        double inPerSecond,
        double outPerSecond) {}
