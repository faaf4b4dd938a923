/** Functions, what they may do, and the code they run. */
@NullMarked
package dev.portcullis.infra.serverless;

import org.jspecify.annotations.NullMarked;
