/** What a sweep examines: folders, globs, lists and S3 prefixes become named documents. */
@NullMarked
package dev.portcullis.sweep.source;

import org.jspecify.annotations.NullMarked;
