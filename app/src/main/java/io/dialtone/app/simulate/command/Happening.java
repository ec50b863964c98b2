package io.dialtone.app.simulate.command;

import io.dialtone.app.simulate.view.Picture;

/** What comes to the thread that controls a simulation. */
sealed interface Happening {

    /** A line of the user. */
    record Typed(String line) implements Happening {}

    record Pictured(Picture picture) implements Happening {}

    /** A line for the user. */
    record Said(String text) implements Happening {}

    /** All is done, or the user has had enough. */
    record End(int code) implements Happening {}
}
