/** The {@code simulate} command: a supercluster on this machine to look at, to trouble and to play scenarios with. */
@NullMarked
package io.dialtone.app.simulate.command;

import org.jspecify.annotations.NullMarked;
