/**
 * HTTP as the handlers see it: requests, answers, problems, and the two services that carry them.
 */
@NullMarked
package dev.portcullis.lambda.http;

import org.jspecify.annotations.NullMarked;
