package io.dialtone.multijvm.kit.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM that runs the broker from the class path of this one. */
public final class BrokerJvm {

    /** Several of these share two cores: one compiler, one collector thread and little heap make a start quick. */
    private static final List<String> OPTIONS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Xlog:cds=off",
            "-Xlog:aot=off",
            "-Xmx192m",
            "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider");

    private BrokerJvm() {}

    /** All of it up to the program's own arguments. The first call takes some seconds. */
    public static List<String> command() {
        StartUpCache cache = StartUpCache.ofThisRun();
        List<String> command = new ArrayList<>(java());
        command.addAll(cache.options());
        command.addAll(List.of("-cp", cache.classPath(), "io.dialtone.app.Main"));
        return command;
    }

    /** The JVM with its options: those of the recorded run must be those of the runs that use it. */
    static List<String> java() {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(OPTIONS);
        return java;
    }
}
