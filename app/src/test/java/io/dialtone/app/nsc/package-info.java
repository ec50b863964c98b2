/** The tool that makes operators, accounts and users: its commands as a user types them, and what servers and the other tool make of the result. */
@NullMarked
package io.dialtone.app.nsc;

import org.jspecify.annotations.NullMarked;
