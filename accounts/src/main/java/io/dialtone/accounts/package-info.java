@NullMarked
package io.dialtone.accounts;

import org.jspecify.annotations.NullMarked;
