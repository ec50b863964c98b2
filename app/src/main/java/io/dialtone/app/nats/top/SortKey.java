package io.dialtone.app.nats.top;

import io.dialtone.app.nats.command.MisuseException;
import java.util.Arrays;
import java.util.List;

/** By what servers sort connections; the words are those that they take. */
enum SortKey {
    CID("cid", 'c'),
    START("start", 'a'),
    SUBS("subs", 's'),
    PENDING("pending", 'p'),
    MSGS_TO("msgs_to", 'm'),
    MSGS_FROM("msgs_from", 'M'),
    BYTES_TO("bytes_to", 'b'),
    BYTES_FROM("bytes_from", 'B'),
    LAST("last", 'l'),
    IDLE("idle", 'i'),
    UPTIME("uptime", 'u'),
    RTT("rtt", 'r');

    private final String word;
    private final char key;

    SortKey(String word, char key) {
        this.word = word;
        this.key = key;
    }

    String word() {
        return word;
    }

    static SortKey named(String word) throws MisuseException {
        return Arrays.stream(values())
                .filter(one -> one.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new MisuseException("unknown sort key \"" + word + "\"; there are " + words()));
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(SortKey::word).toList();
    }

    /** The one that a key picks, or the same as before. */
    static SortKey pressed(int key, SortKey before) {
        return Arrays.stream(values()).filter(one -> one.key == key).findFirst().orElse(before);
    }

    static String help() {
        StringBuilder text = new StringBuilder("sort:");
        for (SortKey one : values()) {
            text.append(' ').append(one.key).append('=').append(one.word);
        }
        return text.append("   q=quit").toString();
    }
}
