/** The broker as a client sees it from outside, each test played on this project's broker and, where one is found, on a real nats-server. */
@NullMarked
package io.dialtone.app.blackbox;

import org.jspecify.annotations.NullMarked;
