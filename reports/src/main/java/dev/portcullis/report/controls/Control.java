package dev.portcullis.report.controls;

import java.util.List;

/**
 * A control, or an enhancement of one, as its publisher lists it.
 *
 * @param family beginning of the ids of its family
 * @param baselines those that select it, the smaller first
 * @param withdrawn whether the publisher has taken it back
 */
public record Control(
    String id, String title, String family, List<String> baselines, boolean withdrawn) {}
