package io.dialtone.app.simulate.view;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Shows pictures and what happens. For one thread. */
public sealed interface Screen {

    /** A picture was taken. */
    void show(Picture picture);

    /** Something happened that the user should read. */
    void say(String text);

    /** Shows the whole table with the next picture, where it does not stay in its place. */
    default void table() {}

    /** The user has entered a line: what was typed is no longer where it was. */
    default void entered() {}

    /** Lines for people and their tools: the table once, then a line for each picture. */
    final class Lines implements Screen {
        private final PrintStream out;
        private boolean shown;

        public Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public void show(Picture picture) {
            if (!shown) {
                TextView.table(picture).forEach(out::println);
                out.println();
                shown = true;
            }
            out.println(TextView.line(picture));
            out.flush();
        }

        @Override
        public void say(String text) {
            out.println(text);
            out.flush();
        }

        @Override
        public void table() {
            shown = false;
        }
    }

    /** One JSON object a line. */
    final class Json implements Screen {
        private final PrintStream out;

        public Json(PrintStream out) {
            this.out = out;
        }

        @Override
        public void show(Picture picture) {
            out.println(JsonView.line(picture));
            out.flush();
        }

        @Override
        public void say(String text) {
            out.println(JsonView.event(text));
            out.flush();
        }
    }

    /** A terminal: the table stays in its place, what happened is below it, and at the bottom is where commands are typed. */
    final class Terminal implements Screen {
        private static final String ESC = "\u001b[";
        private static final String HOME = ESC + "H";
        private static final String CLEAR = ESC + "2J" + HOME;
        private static final String TO_END_OF_LINE = ESC + "K";
        private static final String TO_END_OF_SCREEN = ESC + "J";
        private static final String KEEP_CURSOR = "\u001b7";
        private static final String CURSOR_BACK = "\u001b8";
        private static final int MESSAGES = 8;

        private final PrintStream out;
        private final String title;
        private final Deque<String> messages = new ArrayDeque<>();
        private List<String> table = List.of();
        private int height;

        public Terminal(PrintStream out, String title) {
            this.out = out;
            this.title = title;
        }

        @Override
        public void show(Picture picture) {
            table = TextView.table(picture);
            draw(picture.since().toSeconds() + " s");
        }

        @Override
        public void say(String text) {
            text.lines().forEach(messages::addLast);
            while (messages.size() > MESSAGES) {
                messages.removeFirst();
            }
            height = 0;
            draw("");
        }

        @Override
        public void entered() {
            height = 0;
        }

        private void draw(String clock) {
            StringBuilder text = new StringBuilder();
            int lines = 3 + table.size() + messages.size();
            boolean anew = lines != height;
            text.append(anew ? CLEAR : KEEP_CURSOR + HOME);
            line(text, title + "   " + clock);
            line(text, "");
            table.forEach(row -> line(text, row));
            line(text, "");
            messages.forEach(message -> line(text, message));
            text.append(anew ? TO_END_OF_SCREEN + "> " : CURSOR_BACK);
            height = lines;
            out.print(text);
            out.flush();
        }

        private static void line(StringBuilder text, String line) {
            text.append(line).append(TO_END_OF_LINE).append('\n');
        }
    }
}
