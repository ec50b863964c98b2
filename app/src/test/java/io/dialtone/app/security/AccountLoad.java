package io.dialtone.app.security;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * A load for figures, not a test: {@code main(target, load, count)}. Loads are {@code accounts}, that many accounts of the configuration with one
 * connection each; {@code jwt}, that many logins of one user of an operator's account; {@code stream} and {@code service}, that many messages
 * or requests from one account to another. The property {@code dialtone.launcher} names the launcher of the packaged server, to be measured
 * in place of the classes. Logins come in {@code rounds} of that many, {@code main(target, load, count, rounds)}: the first finds a fresh server.
 */
final class AccountLoad {

    private static final int THREADS = 4;
    private static final int WINDOW = 1000;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    private AccountLoad() {}

    public static void main(String[] args) throws Exception {
        Target target = Target.valueOf(args[0]);
        int count = Integer.parseInt(args[2]);
        switch (args[1]) {
            case "accounts" -> accounts(target, count);
            case "jwt" -> logins(target, count, args.length > 3 ? Integer.parseInt(args[3]) : 1);
            case "stream" -> stream(target, count);
            case "service" -> service(target, count);
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private static NatsProcess start(Target target, String config) {
        String launcher = System.getProperty("dialtone.launcher", "");
        List<String> command = launcher.isEmpty() || target != Target.DIALTONE ? target.command() : List.of(launcher);
        return NatsProcess.start(command, config, List.of());
    }

    private static void accounts(Target target, int count) throws Exception {
        StringBuilder config = new StringBuilder("accounts {\n");
        for (int i = 0; i < count; i++) {
            config.append("A%d { users: [ {user: u%d, password: p} ] }\n".formatted(i, i));
        }
        try (NatsProcess server = start(target, config.append("}\n").toString())) {
            report("resident before", residentKib(server), "KiB");
            List<RawClient> clients = java.util.Collections.synchronizedList(new ArrayList<>());
            double before = processorSeconds(server);
            double seconds = timed(
                    count,
                    i -> clients.add(RawClient.connect(server.port(), "\"user\":\"u" + i + "\",\"pass\":\"p\"")));
            report("logins", count / seconds, "/s");
            report("processor", (processorSeconds(server) - before) / count * MICROS, "us a login");
            report("resident after", residentKib(server), "KiB");
            clients.forEach(RawClient::close);
        }
    }

    private static void logins(Target target, int count, int rounds) throws Exception {
        Realm realm = new Realm();
        String token = realm.userToken(realm.a);
        try (NatsProcess server = start(target, realm.memory("", ""))) {
            for (int round = 0; round < rounds; round++) {
                double before = processorSeconds(server);
                double seconds =
                        timed(count, i -> Realm.login(server, token, realm.user).close());
                report("JWT logins", count / seconds, "/s");
                report("processor", (processorSeconds(server) - before) / count * MICROS, "us a login");
            }
        }
    }

    private static void stream(Target target, int count) {
        try (NatsProcess server = start(target, new CredentialsFixture().sharingConfig());
                RawClient a = RawClient.connect(server.port(), "\"user\":\"a\",\"pass\":\"p\"");
                RawClient b = RawClient.connect(server.port(), "\"user\":\"b\",\"pass\":\"p\"")) {
            b.send("SUB from.a.ev 1\r\n").flush();
            String batch = "PUB ev 16\r\n0123456789abcdef\r\n".repeat(WINDOW);
            int bytes = "MSG from.a.ev 1 16\r\n0123456789abcdef\r\n".length() * WINDOW;
            long start = System.nanoTime();
            for (int sent = 0; sent < count; sent += WINDOW) {
                a.send(batch);
                b.read(bytes);
            }
            report("imported messages", count / ((System.nanoTime() - start) / NANOS), "/s");
        }
    }

    private static void service(Target target, int count) {
        try (NatsProcess server = start(target, new CredentialsFixture().sharingConfig());
                RawClient a = RawClient.connect(server.port(), "\"user\":\"a\",\"pass\":\"p\"");
                RawClient b = RawClient.connect(server.port(), "\"user\":\"b\",\"pass\":\"p\"")) {
            a.send("SUB svc 1\r\n").flush();
            b.send("SUB inbox 1\r\n").flush();
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                b.send("PUB ask inbox 1\r\n?\r\n");
                String reply = a.readLine().split(" ")[3];
                a.read(3);
                a.send("PUB " + reply + " 1\r\n!\r\n");
                b.expect("MSG inbox 1 1\r\n!\r\n");
            }
            report("imported requests, one after the other", count / ((System.nanoTime() - start) / NANOS), "/s");
        }
    }

    private static double timed(int count, IntConsumer action) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> futures = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                futures.add(threads.submit(() -> {
                    for (int i = first; i < count; i += THREADS) {
                        action.accept(i);
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        }
        return (System.nanoTime() - start) / NANOS;
    }

    private static double processorSeconds(NatsProcess server) {
        return ProcessHandle.of(server.pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElse(0L)
                / NANOS;
    }

    private static double residentKib(NatsProcess server) throws IOException {
        return (double) Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static void report(String what, double value, String unit) {
        System.out.println(String.format(Locale.ROOT, "%s: %.0f %s", what, value, unit));
    }
}
