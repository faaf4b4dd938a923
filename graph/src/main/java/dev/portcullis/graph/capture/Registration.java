package dev.portcullis.graph.capture;

import com.google.protobuf.Struct;
import dev.portcullis.graph.Location;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.RegisterResourceRequest;

/**
 * One resource as the program registered or read it, and what it was answered.
 *
 * @param request as sent; for a resource that was read, its equivalent
 * @param id physical id, null for components
 * @param state the outputs it was answered
 * @param external true when the program only read it
 */
record Registration(
    String urn,
    RegisterResourceRequest request,
    @Nullable String id,
    Struct state,
    boolean external,
    @Nullable Location location) {}
