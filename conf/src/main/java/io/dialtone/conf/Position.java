package io.dialtone.conf;

/**
 * A place in a configuration file.
 *
 * @param file as it was named on the command line or by an include
 * @param line from 1
 * @param column bytes before the place; on lines after the first counted from 1, as nats-server does
 */
public record Position(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
