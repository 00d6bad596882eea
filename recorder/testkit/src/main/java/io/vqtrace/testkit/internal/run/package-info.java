/** How the parts of a testbed take turns: in virtual time one after the other, in real time on threads. */
package io.vqtrace.testkit.internal.run;
