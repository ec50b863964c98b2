package io.dialtone.app.simulate;

/** How a connection ends. */
public enum Ending {
    /** With FIN: both peers read the end of the stream. */
    FIN,
    /** With RST: both peers get an error at once, and what was on its way is lost. */
    RST
}
