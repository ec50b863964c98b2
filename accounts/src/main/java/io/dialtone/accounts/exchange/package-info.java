/**
 * What accounts share with each other: exports and imports, who may import what, and what an import does to subjects. The
 * same whether the configuration or claims say it.
 */
@NullMarked
package io.dialtone.accounts.exchange;

import org.jspecify.annotations.NullMarked;
