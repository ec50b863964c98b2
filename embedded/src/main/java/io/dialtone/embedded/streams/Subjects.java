package io.dialtone.embedded.streams;

/** What may stand in a line of the protocol. */
final class Subjects {
    private Subjects() {}

    /** Refuses what would end the word or the line; whether it is a good subject, the server judges. */
    static void requireWord(String text, String what) {
        boolean good = !text.isEmpty();
        for (int i = 0; i < text.length() && good; i++) {
            good = text.charAt(i) > ' ' && text.charAt(i) != 127;
        }
        if (!good) {
            throw new IllegalArgumentException("not a " + what + ": \"" + text + "\"");
        }
    }
}
