package dev.portcullis.lambda.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies and takes them at their word: no unknown or repeated members, no number for a text
 * or text for a number.
 *
 * @param <T> a record of nullable members
 */
public final class StrictJson<T> {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private final ObjectReader reader;
  private final String noun;

  /**
   * A reader of that shape.
   *
   * @param noun what a body should be, for the caller: {@code an order}
   */
  public StrictJson(Class<T> shape, String noun) {
    this.reader = STRICT.readerFor(shape);
    this.noun = noun;
  }

  /**
   * Parses a body.
   *
   * @throws Problem {@code invalid-json} when it is not JSON of this shape
   */
  public T parse(String body) throws Problem {
    try {
      var value = reader.<@Nullable T>readValue(body);
      if (value == null) {
        throw new Problem(Problem.Code.INVALID_JSON, List.of("the body is not an object"));
      }
      return value;
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the body, which is the customer's and not for logs or replies.
      var at = e.getLocation();
      var place = at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr();
      throw new Problem(Problem.Code.INVALID_JSON, List.of("the body is not " + noun + place));
    }
  }
}
