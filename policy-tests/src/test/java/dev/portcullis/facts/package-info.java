/** What the AWS provider offers, read from its jar, and how the pack classifies it. */
@NullMarked
package dev.portcullis.facts;

import org.jspecify.annotations.NullMarked;
