package io.dialtone.app.simulate.command;

import io.dialtone.app.process.OsSignal;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.command.Happening.End;
import io.dialtone.app.simulate.command.Happening.Pictured;
import io.dialtone.app.simulate.command.Happening.Said;
import io.dialtone.app.simulate.command.Happening.Typed;
import io.dialtone.app.simulate.scenario.Load;
import io.dialtone.app.simulate.scenario.Play;
import io.dialtone.app.simulate.scenario.Scenario;
import io.dialtone.app.simulate.view.Sampler;
import io.dialtone.app.simulate.view.Screen;
import io.dialtone.app.simulate.world.Hosting;
import io.dialtone.app.simulate.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulation from its start to its end. One thread controls it: what is typed, sampled, played and signalled comes to that thread as
 * {@link Happening}s.
 */
final class Simulation {

    private static final int NOT_AS_IT_SHOULD_BE = 2;
    private static final long PICTURE_MS = 1_000;

    /**
     * What is to be simulated.
     *
     * @param limit after which it ends by itself
     */
    record Plan(
            Topology topology, Hosting hosting, Optional<Scenario> scenario, boolean load, Optional<Duration> limit) {}

    private final Plan plan;
    private final World world;
    private final Screen screen;
    private final BlockingQueue<Happening> happenings;
    private final List<Thread> threads = new ArrayList<>();
    private final Commands commands;
    private @Nullable Load load;

    private Simulation(Plan plan, World world, Screen screen, BlockingQueue<Happening> happenings) {
        this.plan = plan;
        this.world = world;
        this.screen = screen;
        this.happenings = happenings;
        this.commands = new Commands(world);
    }

    /**
     * Starts it and answers when it has ended.
     *
     * @return the exit code
     * @throws IOException when a server does not start
     */
    static int run(Plan plan, InputStream in, Screen screen) throws IOException, InterruptedException {
        BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
        if (in == System.in) {
            trap(happenings);
        }
        try (World world = World.start(plan.topology, plan.hosting)) {
            Simulation simulation = new Simulation(plan, world, screen, happenings);
            try {
                simulation.start(in);
                return simulation.control();
            } finally {
                simulation.end();
            }
        }
    }

    private static void trap(BlockingQueue<Happening> happenings) {
        for (String signal : List.of("INT", "TERM")) {
            try {
                OsSignal.handle(signal, () -> happenings.add(new End(0)));
            } catch (IllegalArgumentException e) {
                // The JVM does what is usual: its end ends brokers, and processes are ended by a hook.
            }
        }
    }

    private void start(InputStream in) throws IOException {
        if (plan.load) {
            load = Load.start(world);
        }
        thread("simulate-input", () -> read(in));
        thread("simulate-pictures", this::takePictures);
        plan.scenario.ifPresent(scenario -> thread("simulate-scenario", () -> play(scenario)));
    }

    private void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, cause) -> {
            happenings.add(new Said(failed.getName() + ": " + cause));
            happenings.add(new End(NOT_AS_IT_SHOULD_BE));
        });
        threads.add(thread);
        thread.start();
    }

    private void read(InputStream in) {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                happenings.add(new Typed(line.strip()));
            }
        } catch (IOException e) {
            // Nobody types any more.
        }
    }

    private void takePictures() {
        try {
            Sampler sampler = new Sampler(world);
            while (!Thread.currentThread().isInterrupted()) {
                happenings.add(new Pictured(sampler.picture()));
                Thread.sleep(PICTURE_MS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(Scenario scenario) {
        try {
            boolean well = Play.run(scenario, world, text -> happenings.add(new Said(text)));
            happenings.add(new End(well ? 0 : NOT_AS_IT_SHOULD_BE));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** A scenario that is cut short by its time limit has not gone as it should. */
    private int control() throws InterruptedException {
        long endNanos =
                System.nanoTime() + plan.limit.orElse(Duration.ofDays(365)).toNanos();
        while (true) {
            Happening next = happenings.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return plan.scenario.isPresent() ? NOT_AS_IT_SHOULD_BE : 0;
            }
            switch (next) {
                case End(int code) -> {
                    return code;
                }
                case Said(String text) -> screen.say(text);
                case Pictured pictured -> screen.show(pictured.picture());
                case Typed(String line) -> typed(line);
            }
        }
    }

    private void typed(String line) {
        screen.entered();
        switch (commands.run(line)) {
            case Commands.Outcome.Quit quit -> happenings.add(new End(0));
            case Commands.Outcome.Show show -> screen.table();
            case Commands.Outcome.Done(String text) -> {
                screen.say(text);
                if (load != null) {
                    load.mend();
                }
            }
        }
    }

    private void end() {
        threads.forEach(Thread::interrupt);
        if (load != null) {
            load.close();
        }
    }
}
