package dev.portcullis.infra.monitoring;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The document CloudWatch draws: widgets from left to right, a new row when one is full. The text
 * is deterministic, and known when every dimension in it is.
 */
final class DashboardBody {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final int MINUTE = 60;

  private final List<Output<Map<String, Object>>> widgets = new ArrayList<>();
  private int x;
  private int y;
  private int rowHeight;

  private DashboardBody() {}

  static Output<String> of(List<Widget> widgets) {
    var body = new DashboardBody();
    widgets.forEach(body::place);
    return Output.all(body.widgets)
        .applyValue(
            placed -> {
              var document = new LinkedHashMap<String, Object>();
              document.put("start", "-PT3H");
              document.put("widgets", placed);
              return JSON.toJson(document);
            });
  }

  private void place(Widget widget) {
    if (x + widget.width() > Widget.WHOLE) {
      x = 0;
      y += rowHeight;
      rowHeight = 0;
    }
    var frame = new LinkedHashMap<String, Object>();
    frame.put("type", type(widget));
    frame.put("x", x);
    frame.put("y", y);
    frame.put("width", widget.width());
    frame.put("height", widget.height());
    widgets.add(
        properties(widget)
            .applyValue(
                known -> {
                  var whole = new LinkedHashMap<String, Object>(frame);
                  whole.put("properties", known);
                  return whole;
                }));
    x += widget.width();
    rowHeight = Math.max(rowHeight, widget.height());
  }

  private static String type(Widget widget) {
    if (widget instanceof Widget.Text) {
      return "text";
    }
    return widget instanceof Widget.Alarms ? "alarm" : "metric";
  }

  private static Output<Map<String, Object>> properties(Widget widget) {
    if (widget instanceof Widget.Text text) {
      return Output.of(Map.of("markdown", text.markdown()));
    }
    if (widget instanceof Widget.Alarms alarms) {
      return Output.all(alarms.alarmArns())
          .applyValue(
              arns -> {
                var properties = new LinkedHashMap<String, Object>();
                properties.put("title", alarms.title());
                properties.put("alarms", arns);
                return properties;
              });
    }
    return graph((Widget.Graph) widget);
  }

  private static Output<Map<String, Object>> graph(Widget.Graph graph) {
    return Output.all(graph.lines().stream().map(DashboardBody::metric).toList())
        .applyValue(
            metrics -> {
              var properties = new LinkedHashMap<String, Object>();
              properties.put("title", graph.title());
              properties.put("region", graph.region().id());
              properties.put("view", "timeSeries");
              properties.put("stacked", false);
              properties.put("period", MINUTE);
              properties.put("metrics", metrics);
              graph
                  .limit()
                  .ifPresent(
                      limit ->
                          properties.put(
                              "annotations", Map.of("horizontal", List.of(across(limit)))));
              return properties;
            });
  }

  private static Map<String, Object> across(Widget.Limit limit) {
    var line = new LinkedHashMap<String, Object>();
    line.put("label", limit.label());
    line.put("value", limit.value());
    return line;
  }

  /** CloudWatch's form: namespace, name, then each dimension's name and value, then options. */
  private static Output<List<Object>> metric(Widget.Line line) {
    return line.dimensions()
        .known()
        .applyValue(
            dimensions -> {
              var metric = new ArrayList<Object>(List.of(line.metric().namespace()));
              metric.add(line.metric().name());
              dimensions.forEach(
                  (name, value) -> {
                    metric.add(name);
                    metric.add(value);
                  });
              var options = new LinkedHashMap<String, Object>();
              options.put("stat", line.metric().statistic());
              options.put("label", line.label());
              metric.add(options);
              return metric;
            });
  }
}
