/** Objects in S3 that are written once. */
@NullMarked
package dev.portcullis.lambda.objects;

import org.jspecify.annotations.NullMarked;
