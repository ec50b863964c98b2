/** What the library promises, seen with a real client. */
package io.dialtone.embedded;
