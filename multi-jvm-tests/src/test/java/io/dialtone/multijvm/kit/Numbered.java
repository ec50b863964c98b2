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
        return (publisher + ' ' + epoch + ' ' + number + ' ' + sentAt).getBytes(StandardCharsets.US_ASCII);
    }

    static Numbered of(byte[] bytes) {
        String[] words = new String(bytes, StandardCharsets.US_ASCII).split(" ", -1);
        return new Numbered(words[0], Long.parseLong(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
    }
}
