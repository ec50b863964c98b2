package io.dialtone.app.process;

import io.dialtone.app.SystemError;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code --signal command[=target]}: tells servers that run already. */
public final class SignalCommand {
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private SignalCommand() {}

    /**
     * @param parameter {@code quit}, {@code quit=PID}, {@code quit=/path/of/pidfile} or {@code quit=12*}
     * @throws SignalException with nats-server's text
     */
    public static void send(String parameter) throws SignalException {
        List<String> parts = Arrays.asList(parameter.split("=", -1));
        if (parts.size() > 2) {
            throw new SignalException("invalid signal parameters: "
                    + parts.subList(2, parts.size()).stream().collect(Collectors.joining(" ", "[", "]")));
        }
        String command = parts.get(0);
        String target = parts.size() == 2 ? parts.get(1) : "";
        List<String> pids = pids(target);
        String signal =
                Signals.commanded(command).orElseThrow(() -> new SignalException("unknown signal \"" + command + "\""));
        List<String> failures = new ArrayList<>();
        for (String pid : pids) {
            if (!kill(signal, pid)) {
                failures.add("\nsignal \"" + command + "\" " + pid + ": no such process");
            }
        }
        if (!failures.isEmpty()) {
            throw new SignalException(String.join("", failures));
        }
    }

    private static List<String> pids(String target) throws SignalException {
        boolean glob = target.endsWith("*");
        if (target.isEmpty() || glob) {
            String prefix = glob ? target.substring(0, target.length() - 1) : "";
            List<String> running =
                    running().stream().filter(pid -> pid.startsWith(prefix)).toList();
            if (running.isEmpty()) {
                throw new SignalException("no nats-server processes running");
            }
            if (running.size() > 1 && !glob) {
                throw new SignalException("multiple nats-server processes running:\n" + String.join("\n", running));
            }
            return running;
        }
        String pid = target;
        if (!DIGITS.matcher(target).matches() && Files.isRegularFile(Path.of(target))) {
            try {
                pid = Files.readString(Path.of(target)).strip();
            } catch (IOException e) {
                throw new SignalException("open " + target + ": " + SystemError.reason(e));
            }
        }
        if (!DIGITS.matcher(pid).matches()) {
            throw new SignalException("invalid pid: " + pid);
        }
        return List.of(pid);
    }

    private static List<String> running() throws SignalException {
        try {
            Process pgrep = new ProcessBuilder("pgrep", Program.TASK_NAME)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String own = Long.toString(ProcessHandle.current().pid());
            String listed = new String(pgrep.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return listed.lines()
                    .map(String::strip)
                    .filter(pid -> !pid.isEmpty() && !pid.equals(own))
                    .toList();
        } catch (IOException e) {
            throw new SignalException("unable to resolve pid, try providing one");
        }
    }

    /** The shell's own {@code kill}: it is everywhere, and Java can send no signal but two. */
    private static boolean kill(String signal, String pid) throws SignalException {
        try {
            return new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, pid)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new SignalException("cannot run a shell: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignalException("interrupted");
        }
    }

    /** A signal that was not sent. */
    public static final class SignalException extends Exception {
        private static final long serialVersionUID = 1L;

        SignalException(String message) {
            super(message);
        }
    }
}
