package dev.portcullis.policy.plan.compile;

import java.util.Map;

/**
 * A compiled plan.
 *
 * @param main binary name of the class that leads to the others; it implements {@link
 *     dev.portcullis.policy.plan.run.CompiledPlan}
 * @param classes class files by binary name
 * @param index what is in them
 */
public record PlanClasses(String main, Map<String, byte[]> classes, PlanIndex index) {}
