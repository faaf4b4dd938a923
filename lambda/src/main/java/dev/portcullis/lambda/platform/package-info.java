/** What every handler takes from Lambda and the SDK: environment, clients, log lines, metrics. */
@NullMarked
package dev.portcullis.lambda.platform;

import org.jspecify.annotations.NullMarked;
