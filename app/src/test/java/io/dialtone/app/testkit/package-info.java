/**
 * What the black-box tests are made of: servers started as processes of their own, raw sockets that play bytes, scripts with their
 * expected answers, and the search for a real nats-server and for the tools of other languages.
 */
@NullMarked
package io.dialtone.app.testkit;

import org.jspecify.annotations.NullMarked;
