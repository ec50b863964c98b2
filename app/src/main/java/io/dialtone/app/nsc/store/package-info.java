/** Files of the tool: tokens of operators, accounts and users, their seeds, credentials, and what was chosen last. */
@NullMarked
package io.dialtone.app.nsc.store;

import org.jspecify.annotations.NullMarked;
