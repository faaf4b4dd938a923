package dev.portcullis.lambda.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** For tests in which something else is of interest, on machines without moto. */
final class MemoryDocuments implements Documents {
  private final Map<String, JsonNode> objects = new ConcurrentHashMap<>();

  @Override
  public void keep(Order order) {
    objects.putIfAbsent(
        S3Documents.key(order.orderId(), order.version()),
        new ObjectMapper().valueToTree(OrderView.of(order)));
  }

  @Override
  public Optional<JsonNode> find(String orderId, int version) {
    return Optional.ofNullable(objects.get(S3Documents.key(orderId, version)));
  }
}
