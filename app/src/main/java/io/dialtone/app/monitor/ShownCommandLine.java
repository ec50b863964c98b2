package io.dialtone.app.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A command line without its secrets. */
public final class ShownCommandLine {

    private static final String MAIN_CLASS = "io.dialtone.app.Main";
    private static final String BLANK = "[REDACTED]";
    private static final Set<String> SECRET_FLAGS = Set.of("pass", "auth");
    private static final Pattern FLAG = Pattern.compile("--?([^=]+)(=.*)?", Pattern.DOTALL);
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^:/@,]*:)[^@/,]*@");

    private ShownCommandLine() {}

    /** The words this process was started with, without its secrets. */
    public static List<String> shown(String program) {
        return redacted(ofThisProcess(program));
    }

    /** The words this process was started with: the program's name, and what it was given, without the JVM's own options. */
    static List<String> ofThisProcess(String program) {
        List<String> words = List.of(ProcessHandle.current().info().arguments().orElse(new String[0]));
        int main = words.indexOf(MAIN_CLASS);
        List<String> shown = new ArrayList<>();
        shown.add(program);
        shown.addAll(words.subList(main + 1, words.size()));
        return shown;
    }

    /** The words with passwords and tokens replaced, given as {@code --pass x}, {@code --pass=x} or within a URL. */
    static List<String> redacted(List<String> words) {
        List<String> shown = new ArrayList<>(words.size());
        boolean isSecret = false;
        for (String word : words) {
            var flag = FLAG.matcher(word);
            boolean isFlag = flag.matches() && SECRET_FLAGS.contains(flag.group(1));
            if (isSecret) {
                shown.add(BLANK);
            } else if (isFlag && flag.group(2) != null) {
                shown.add(word.substring(0, word.indexOf('=') + 1) + BLANK);
            } else {
                shown.add(URL_PASSWORD.matcher(word).replaceAll("$1" + BLANK + "@"));
            }
            isSecret = !isSecret && isFlag && flag.group(2) == null;
        }
        return shown;
    }
}
