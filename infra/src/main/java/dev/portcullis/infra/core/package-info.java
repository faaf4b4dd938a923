/** What every component needs: regions, names, tags, providers, policy documents. */
@NullMarked
package dev.portcullis.infra.core;

import org.jspecify.annotations.NullMarked;
