package io.dialtone.app.training;

import io.dialtone.app.Main;
import io.dialtone.app.tools.Tools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs tools as they are run in earnest, in a directory of their own. The launcher has the JVM record this run for an archive that tools
 * alone are started with: in the servers' all of it would stay in memory for nothing.
 */
public final class ToolsTrainingRun {
    private static final List<String> COMMANDS = List.of(
            "nsc --help",
            "nsc init -n demo",
            "nsc edit operator --sk generate --service-url nats://localhost:4222",
            "nsc add account -n A",
            "nsc edit account -n A --conns 5 --payload 1k --sk generate",
            "nsc add user -a A -n u --allow-pub a.> --expiry 1y",
            "nsc edit user -a A -n u --tag t --deny-sub b",
            "nsc add export -a A -s str.> --name str",
            "nsc add import -a demo --src-account A --remote-subject str.x --local-subject mine.x",
            "nsc describe account -n A",
            "nsc describe user -a A -n u",
            "nsc describe operator --json",
            "nsc list keys --all",
            "nsc list accounts",
            "nsc env",
            "nsc validate -A",
            "nsc revocations add-user -a A -n u",
            "nsc generate creds -a A -n u",
            "nsc generate config --mem-resolver",
            "nsc generate config --nats-resolver",
            "nsc add user --help");

    private static final List<String> MESSAGES = List.of(
            "pub greet hello -H A:b",
            "pub greet hello-{{Count}} --count 2",
            "sub greet --count 1",
            "sub greet --count 1 --json",
            "req greet hello",
            "reply greet hello --count 1",
            "rtt 1",
            "account info",
            "server ls",
            "server info",
            "server report connections",
            "top -o -",
            "context ls",
            "pub --help");

    private ToolsTrainingRun() {}

    /**
     * Ends the process.
     *
     * @param args a directory to work in
     */
    public static void main(String[] args) throws IOException {
        String directory = args[0];
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (String command : COMMANDS) {
            run(nowhere, words(command, directory));
        }
        keys(Path.of(directory), nowhere);
        messages(nowhere);
        System.setProperty("dialtone.program", "dialtone");
        Main.main(new String[] {"nsc", "env", "-H", directory});
    }

    private static void messages(PrintStream nowhere) throws IOException {
        try (TrainingPeer peer = new TrainingPeer()) {
            for (String command : MESSAGES) {
                List<String> words = new ArrayList<>(List.of(command.split(" ")));
                words.addAll(List.of("--no-context", "--timeout", "1s", "-s", peer.url()));
                run(nowhere, words);
            }
        }
    }

    private static List<String> words(String command, String directory) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add("-H");
        words.add(directory);
        return words;
    }

    private static void keys(Path directory, PrintStream nowhere) throws IOException {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        run(new PrintStream(made, false, StandardCharsets.UTF_8), List.of("nk", "-gen", "user", "-pubout"));
        List<String> lines = made.toString(StandardCharsets.UTF_8).lines().toList();
        Path seed = Files.writeString(directory.resolve("seed"), lines.getFirst());
        run(nowhere, List.of("nk", "-inkey", seed.toString(), "-pubout"));
        run(nowhere, List.of("nk", "-sign", seed.toString(), "-inkey", seed.toString()));
    }

    private static void run(PrintStream out, List<String> words) {
        InputStream nothing = new ByteArrayInputStream(new byte[0]);
        Tools.Call call = Tools.find("dialtone", words);
        if (call == null) {
            throw new IllegalStateException("no tool: " + words);
        }
        int code = call.command().run(call.arguments(), nothing, out, System.err);
        out.flush();
        if (code != 0) {
            System.err.println("ended with " + code + ": " + words);
        }
    }
}
