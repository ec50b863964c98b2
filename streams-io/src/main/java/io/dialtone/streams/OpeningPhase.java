package io.dialtone.streams;

/** Where a connection is in its {@link OpeningPhases}. */
enum OpeningPhase {
    /** Before anything but a PROXY header. */
    OPENING,
    /** Like it, with INFO on its way out. */
    GREETING,
    /** A dialled server's INFO comes in clear. */
    FIRST_LINE,
    /** It came: what follows is for the actor to say. */
    UNDECIDED,
    HANDSHAKE,
    SECURE,
    PLAIN,
    /** Nothing goes on to the operations any more; what is left for the socket still goes out. */
    FAILED
}
