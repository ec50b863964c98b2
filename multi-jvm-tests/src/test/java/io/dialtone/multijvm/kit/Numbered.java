package io.dialtone.multijvm.kit;

import java.nio.charset.StandardCharsets;

/**
 * The payload of a message of a {@link NumberedLoad}.
 *
 * @param epoch how often the publisher's connection had come back: order is promised within one
 * @param sentAt nano time
 */
record Numbered(String publisher, long epoch, int number, long sentAt) {

    byte[] bytes() {
        // The name comes last: it may have blanks.
        return (Long.toString(epoch) + ' ' + number + ' ' + sentAt + ' ' + publisher)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static Numbered of(byte[] bytes) {
        String[] words = new String(bytes, StandardCharsets.US_ASCII).split(" ", 4);
        return new Numbered(words[3], Long.parseLong(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
    }
}
