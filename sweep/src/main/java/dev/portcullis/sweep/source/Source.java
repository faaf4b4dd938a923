package dev.portcullis.sweep.source;

import java.io.Serializable;

/**
 * One document to decide on.
 *
 * @param name how results call it: the path as the user gave it, never absolute, or the S3 URI
 * @param location where it is read: a {@code file:} or {@code s3:} URI
 */
public record Source(String name, String location) implements Serializable {}
