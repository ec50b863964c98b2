@NullMarked
package io.dialtone.app;

import org.jspecify.annotations.NullMarked;
