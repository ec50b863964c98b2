package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.MisuseException;
import java.util.ArrayList;
import java.util.List;

/** Splits a command as a shell does, without expanding anything: blanks, quotes, backslashes. */
final class ShellWords {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char quote;

    private ShellWords() {}

    static List<String> split(String command) throws MisuseException {
        ShellWords splitting = new ShellWords();
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\' && splitting.quote != '\'' && i + 1 < command.length()) {
                splitting.add(command.charAt(++i));
            } else {
                splitting.take(c);
            }
        }
        if (splitting.quote != 0) {
            throw new MisuseException("a quote is not closed in: " + command);
        }
        splitting.end();
        return splitting.words;
    }

    private void take(char c) {
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        } else if (c == '"' || c == '\'') {
            quote = c;
            begun = true;
        } else if (Character.isWhitespace(c)) {
            end();
        } else {
            add(c);
        }
    }

    private void add(char c) {
        begun = true;
        word.append(c);
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
