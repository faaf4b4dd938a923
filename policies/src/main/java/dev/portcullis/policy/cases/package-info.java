/** The cases of the rules: behaviour as data, run through any engine. */
@NullMarked
package dev.portcullis.policy.cases;

import org.jspecify.annotations.NullMarked;
