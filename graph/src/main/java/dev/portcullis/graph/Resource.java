package dev.portcullis.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node of the graph, as registered by the program.
 *
 * @param urn unique in its graph
 * @param type Pulumi type token, e.g. {@code aws:rds/cluster:Cluster}
 * @param name logical name
 * @param custom false for component resources (and the stack)
 * @param id physical id; deterministic and synthetic in a captured graph, null when not known
 * @param parent URN of the parent, null for the stack itself or when not known
 * @param provider URN of the provider the engine would use, null when the ambient default would be used or not known
 * @param region region of that provider, null when unknown; never guessed from a name
 * @param inputs property names are Pulumi's; markers {@code $secret}, {@code $unknown}, {@code $asset}, {@code $archive}
 * @param outputs same conventions
 * @param dependencies URNs, sorted; null when the source does not tell (never to be read as "none")
 * @param propertyDependencies input property to URNs, sorted; null when the source does not tell
 * @param options null when the source does not tell
 * @param location null when the source does not tell
 */
public record Resource(
    String urn,
    String type,
    String name,
    boolean custom,
    @Nullable String id,
    @Nullable String parent,
    @Nullable String provider,
    @Nullable String region,
    ObjectNode inputs,
    ObjectNode outputs,
    @Nullable List<String> dependencies,
    @Nullable Map<String, List<String>> propertyDependencies,
    @Nullable ResourceOptions options,
    @Nullable Location location) {}
