package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ByteTableTest {
    private static final class Word extends ByteTable.Entry {
        Word(byte[] key, int hash) {
            super(key, hash);
        }
    }

    private ByteTable<Word> table = new ByteTable<>();

    /** Few hashes for many keys, hash 0 and the empty key (those of the marker) among them. */
    private static int hash(int key) {
        return key % 3 * 5;
    }

    private static byte[] bytes(int key) {
        return ByteText.bytes(key == 0 ? "" : "k" + key);
    }

    @Property(tries = 500)
    void holdsWhatAMapHolds(@ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> toggles) {
        table = new ByteTable<>();
        Map<Integer, Word> model = new HashMap<>();
        for (int key : toggles) {
            Word there = model.remove(key);
            if (there != null) {
                table.remove(there);
            } else {
                Word word = new Word(bytes(key), hash(key));
                model.put(key, word);
                table.add(word);
            }
            assertThat(table.size()).isEqualTo(model.size());
            for (int k = 0; k <= 40; k++) {
                byte[] bytes = bytes(k);
                assertThat(table.find(bytes, 0, bytes.length, hash(k))).isSameAs(model.get(k));
            }
        }
        Set<Word> visited = new HashSet<>();
        table.forEach(visited::add);
        assertThat(visited).isEqualTo(new HashSet<>(model.values()));
    }

    @Test
    void comesAndGoesForeverInSmallRoom() {
        for (int i = 0; i < 100_000; i++) {
            Word word = new Word(bytes(i + 1), i);
            table.add(word);
            table.remove(word);
        }
        assertThat(table.size()).isZero();
        assertThat(table.capacity()).isLessThanOrEqualTo(16);
    }

    @Test
    void shrinksAgain() {
        Word[] words = new Word[10_000];
        for (int i = 0; i < words.length; i++) {
            words[i] = new Word(bytes(i + 1), i * 31);
            table.add(words[i]);
        }
        int most = table.capacity();
        for (Word w : words) {
            table.remove(w);
        }
        assertThat(most).isLessThanOrEqualTo(8 * words.length);
        assertThat(table.capacity()).isLessThanOrEqualTo(16);
    }
}
