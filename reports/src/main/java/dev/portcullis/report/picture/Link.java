package dev.portcullis.report.picture;

/**
 * A line between two boxes.
 *
 * @param kind replication, failover or network
 * @param what the resources it joins, for a person
 */
record Link(Box from, Box to, String kind, String what) {}
