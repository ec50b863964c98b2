package io.dialtone.app.links;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A load for figures, not a test: {@code main(target, count, rounds)}. Two servers of one cluster; a client at the first subscribes to
 * that many subjects, and at the second somebody publishes to the last of them until it comes through: then all of them are known
 * there. Says how many are told in a second, what they take of both processors, and what the second server is resident with more. In each
 * round the subjects are other ones, and the subscriptions of the round before are gone. The property {@code dialtone.launcher} names
 * the launcher of the packaged server, to be measured in place of the classes.
 */
final class RemoteSubscriptionLoad {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    private final NatsProcess first;
    private final NatsProcess second;
    private final int count;

    private RemoteSubscriptionLoad(NatsProcess first, NatsProcess second, int count) {
        this.first = first;
        this.second = second;
        this.count = count;
    }

    public static void main(String[] args) throws IOException {
        Target target = Target.valueOf(args[0]);
        int count = Integer.parseInt(args[1]);
        try (NatsProcess first = start(target, "cluster { name: C, listen: \"127.0.0.1:-1\" }\n");
                NatsProcess second = start(
                        target,
                        "cluster { name: C, listen: \"127.0.0.1:-1\", routes: [\"nats://127.0.0.1:%d\"] }\n"
                                .formatted(clusterPort(first)))) {
            RemoteSubscriptionLoad load = new RemoteSubscriptionLoad(first, second, count);
            load.round("warm", 1000);
            for (int round = 0; round < Integer.parseInt(args[2]); round++) {
                load.round("round" + round, count);
            }
        }
    }

    private static NatsProcess start(Target target, String config) {
        String launcher = System.getProperty("dialtone.launcher", "");
        List<String> command = launcher.isEmpty() || target != Target.DIALTONE ? target.command() : List.of(launcher);
        return NatsProcess.start(command, config, List.of());
    }

    private static int clusterPort(NatsProcess server) {
        return URI.create(server.ports().path("cluster").path(0).asText()).getPort();
    }

    private void round(String name, int subjects) throws IOException {
        StringBuilder all = new StringBuilder(subjects * 40);
        for (int i = 0; i < subjects; i++) {
            all.append("SUB load.")
                    .append(name)
                    .append(".orders.")
                    .append(i)
                    .append(' ')
                    .append(i)
                    .append("\r\n");
        }
        String last = "load." + name + ".orders." + (subjects - 1);
        double resident = residentMib(second);
        double processor = processorSeconds();
        try (RawClient subscriber = RawClient.connect(first.port());
                RawClient publisher = RawClient.connect(second.port())) {
            long start = System.nanoTime();
            Thread probe = Thread.ofPlatform().start(() -> publishUntilInterrupted(publisher, last));
            subscriber.send(all.toString());
            subscriber.readThrough("MSG " + last);
            double seconds = (System.nanoTime() - start) / NANOS;
            probe.interrupt();
            if (subjects == count) {
                report("told", subjects / seconds, "subscriptions/s");
                report("processor of both", (processorSeconds() - processor) / subjects * MICROS, "us each");
                report("the second server's resident memory", residentMib(second) - resident, "MiB more");
            }
            probe.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void publishUntilInterrupted(RawClient publisher, String subject) {
        try {
            while (!Thread.interrupted()) {
                publisher.send("PUB " + subject + " 0\r\n\r\n");
                // How often it is looked is how exact the figure is.
                Thread.sleep(Duration.ofMillis(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double processorSeconds() {
        return processorSeconds(first) + processorSeconds(second);
    }

    private static double processorSeconds(NatsProcess server) {
        return ProcessHandle.of(server.pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElse(0L)
                / NANOS;
    }

    private static double residentMib(NatsProcess server) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024.0;
    }

    private static void report(String what, double value, String unit) {
        System.out.println(String.format(Locale.ROOT, "%s: %.1f %s", what, value, unit));
    }
}
